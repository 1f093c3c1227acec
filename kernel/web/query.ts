import { type UseQueryResult, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { type CallInput, type CallReply, type makeCall, newId } from './call.ts'
import { isProblem, type WebProblem } from './web-problem.ts'

type Ids<Api> = keyof Api & string
type Loose = (id: string, input?: object) => Promise<unknown>

/**
 * Hooks over a `call`: `export const { useGet, useMore, useAct } = makeHooks(call)`.
 * The query key of everything is `[endpoint id, input]`, so `refresh: ['matters.']` renews all of a module.
 */
export const makeHooks = <Api>(call: ReturnType<typeof makeCall<Api>>) => {
  const loose = call as unknown as Loose

  /** Reads; `undefined` as input waits. */
  const useGet = <K extends Ids<Api>>(
    id: K,
    input: CallInput<Api[K]> | undefined,
  ): UseQueryResult<CallReply<Api[K]>, WebProblem> =>
    useQuery<CallReply<Api[K]>, WebProblem>({
      queryKey: [id, input],
      enabled: input !== undefined,
      queryFn: ({ signal }) => loose(id, { ...input, signal }) as Promise<CallReply<Api[K]>>,
    })

  /** Reads a list page by page; `next` finds in a reply the query of the following page (or undefined at the end). */
  const useMore = <K extends Ids<Api>>(
    id: K,
    input: CallInput<Api[K]>,
    next: (reply: CallReply<Api[K]>) => object | undefined,
  ) =>
    useInfiniteQuery({
      queryKey: [id, input, 'more'],
      initialPageParam: {},
      queryFn: ({ pageParam, signal }) => {
        const query = { ...('query' in input ? (input.query as object) : {}), ...pageParam }
        return loose(id, { ...input, query, signal }) as Promise<CallReply<Api[K]>>
      },
      getNextPageParam: next,
    })

  /**
   * Does an act. One key is held until the server has answered, so pressing again after a lost network is the same
   * act; a press while one is under way joins it. Afterwards everything whose id begins with one of `refresh` is renewed.
   */
  const useAct = <K extends Ids<Api>>(id: K, { refresh = [`${id.split('.')[0]}.`] }: { refresh?: string[] } = {}) => {
    const client = useQueryClient()
    const held = useRef<{ key: string; input: string } | undefined>(undefined)
    return useMutation<CallReply<Api[K]>, WebProblem, CallInput<Api[K]>>({
      mutationFn: async (input) => {
        const said = JSON.stringify(input)
        if (held.current?.input !== said) held.current = { key: newId(), input: said }
        try {
          const reply = await loose(id, { key: held.current.key, ...input })
          held.current = undefined
          return reply as CallReply<Api[K]>
        } catch (thrown) {
          // An answer (4xx) ends this act; no answer leaves it open under the same key.
          if (isProblem(thrown) && thrown.status >= 400 && thrown.status < 500) held.current = undefined
          throw thrown
        }
      },
      onSettled: () =>
        client.invalidateQueries({
          predicate: ({ queryKey: [of] }) => refresh.some((part) => String(of).startsWith(part)),
        }),
    })
  }

  return { useGet, useMore, useAct }
}
