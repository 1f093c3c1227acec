import { newKey, saidIn } from './reports.ts'
import { requestOf, type Wire } from './wire.ts'

type Crew = { readonly clerk: string; readonly worker: string; readonly org: string }

/** One matter from the first word to the last: eight acts by three people, each by the public API. Throws unless it closes. */
export const runLoop = async (
  wire: Wire,
  crew: Crew,
  reporter: { readonly cookie: string; readonly unit: string; readonly address: string },
  n: number,
): Promise<void> => {
  const said = saidIn(reporter.unit, n)
  const act = async (cookie: string, path: string, body: unknown, state: string) => {
    const reply = await wire.ask(
      requestOf('POST', `/api/matters${path}`, { cookie, address: reporter.address, key: newKey(), body }),
    )
    if (reply.status !== 201) throw new Error(`${path}: ${reply.status} ${reply.body}`)
    const got = (JSON.parse(reply.body) as { state: string }).state
    if (got !== state) throw new Error(`${path}: ${got}, expected ${state}`)
  }
  const at = `/${said.id}`
  await act(reporter.cookie, '', said, 'reported')
  await act(crew.clerk, `${at}/acceptance`, {}, 'accepted')
  await act(crew.clerk, `${at}/dispatch`, { org: crew.org }, 'assigned')
  await act(crew.worker, `${at}/taking`, {}, 'handling')
  await act(
    crew.worker,
    `${at}/conclusion`,
    { outcome: 'resolved', text: '已经派人清理干净，现场拍照留存。' },
    'concluded',
  )
  await act(crew.clerk, `${at}/answer`, { text: '您反映的问题已经处理好，请您看看满不满意。' }, 'answered')
  await act(crew.clerk, `${at}/visit`, { outcome: 'reached', text: '电话回访，说已经好了。' }, 'visited')
  await act(reporter.cookie, `${at}/rating`, { satisfied: true }, 'closed')
}
