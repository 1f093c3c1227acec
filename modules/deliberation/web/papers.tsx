import { address } from '@gongzhi/kernel/web/call.ts'
import type { MeetingView } from './api.ts'

type Props = { view: MeetingView; files: readonly { readonly id: string; readonly name: string }[] }

/** Whether the papers of a talk are for whoever looks: its members, those who run it, the town that guides it (D12). */
export const readsPapers = (view: MeetingView): boolean =>
  view.me !== null || view.prospects.some(({ act }) => act === 'notify' || act === 'guide')

/** Papers that hang on a talk, by name; nothing for whoever may not open them. */
export const Papers = ({ view, files }: Props) =>
  files.length === 0 || !readsPapers(view) ? null : (
    <ul className="papers">
      {files.map(({ id, name }) => (
        <li key={id}>
          <a className="tall" href={address('files.photo', { params: { subject: view.id, id } })[1]}>
            {name}
          </a>
        </li>
      ))}
    </ul>
  )
