import {
  hashKey,
  type QueryClient,
  type UseQueryResult,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query'
import { useRef } from 'react'
import { type CallInput, type CallReply, type makeCall, newId } from './call.ts'
import { throughKept } from './kept.ts'
import { type Act, type Delivered, deliver } from './outbox/outbox.ts'
import { isProblem, type WebProblem } from './web-problem.ts'

type Ids<Api> = keyof Api & string
type Loose = (id: string, input?: object) => Promise<unknown>

/** What is delivered: the endpoint's parameters and body (photos beside it, as the form holds them), and about what. */
type Deliverable<E> = Omit<CallInput<E>, 'body' | 'key' | 'signal' | 'timeout'> &
  (CallInput<E> extends { body: infer B } ? { body: Omit<B, 'photos'> } : unknown) &
  Pick<Act, 'subject' | 'title' | 'number' | 'photos' | 'draft'>

/**
 * Hooks over a `call`: `export const { useGet, useMore, useAct, useDeliver } = makeHooks(call)`.
 * The query key of everything is `[endpoint id, input]`, so `refresh: ['matters.']` renews all of a module.
 */
export const makeHooks = <Api>(call: ReturnType<typeof makeCall<Api>>) => {
  const loose = call as unknown as Loose
  const ask = (id: string, input: object, key: readonly unknown[], signal?: AbortSignal) =>
    throughKept(id, input, hashKey(key), () => loose(id, { ...input, signal }))

  /** Reads; `undefined` as input waits. */
  const useGet = <K extends Ids<Api>>(
    id: K,
    input: CallInput<Api[K]> | undefined,
  ): UseQueryResult<CallReply<Api[K]>, WebProblem> =>
    useQuery<CallReply<Api[K]>, WebProblem>({
      queryKey: [id, input],
      enabled: input !== undefined,
      queryFn: ({ signal, queryKey }) => ask(id, { ...input }, queryKey, signal) as Promise<CallReply<Api[K]>>,
    })

  /** Reads ahead what may be wanted where there is no signal, unless it was read within `age` ms. */
  const readAhead = <K extends Ids<Api>>(client: QueryClient, id: K, input: CallInput<Api[K]>, age: number) =>
    client.prefetchQuery({
      queryKey: [id, input],
      staleTime: age,
      queryFn: ({ queryKey }) => ask(id, { ...input }, queryKey),
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
      queryFn: ({ pageParam, signal, queryKey }) => {
        const query = { ...('query' in input ? (input.query as object) : {}), ...pageParam }
        return ask(id, { ...input, query }, queryKey, signal) as Promise<CallReply<Api[K]>>
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

  /**
   * Does an act through the outbox: it arrives, or is kept on this device and goes out with the next signal. Rejects only
   * with what the server refused at once.
   */
  const useDeliver = <K extends Ids<Api>>(
    id: K,
    { refresh = [`${id.split('.')[0]}.`] }: { refresh?: string[] } = {},
  ) => {
    const client = useQueryClient()
    return useMutation<Delivered<CallReply<Api[K]>>, WebProblem, Deliverable<Api[K]>>({
      mutationFn: (input) => deliver({ ...(input as unknown as Act), endpoint: id }) as never,
      onSettled: (done) =>
        done?.arrived !== false &&
        client.invalidateQueries({
          predicate: ({ queryKey: [of] }) => refresh.some((part) => String(of).startsWith(part)),
        }),
    })
  }

  return { useGet, useMore, useAct, useDeliver, readAhead }
}
