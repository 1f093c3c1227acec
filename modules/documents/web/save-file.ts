import { address } from '@gongzhi/kernel/web/call.ts'
import { asProblem, offline } from '@gongzhi/kernel/web/web-problem.ts'

const nameIn = (header: string | null): string =>
  decodeURIComponent(/filename\*=UTF-8''([^;]+)/.exec(header ?? '')?.[1] ?? 'file')

/** Fetches a file and hands it to the browser to keep; throws a `WebProblem`. A large one may take as long as it takes. */
export const saveFile = async (id: string, input: { params?: unknown; query?: unknown }): Promise<void> => {
  try {
    const reply = await fetch(address(id, input)[1], { credentials: 'same-origin' })
    if (!reply.ok) throw asProblem(reply.status, await reply.text())
    const name = nameIn(reply.headers.get('content-disposition'))
    const url = URL.createObjectURL(await reply.blob())
    const link = document.createElement('a')
    link.href = url
    link.download = name
    link.click()
    setTimeout(() => URL.revokeObjectURL(url), 60_000)
  } catch (thrown) {
    throw offline(thrown)
  }
}
