import { address } from '@gongzhi/kernel/web/call.ts'
import type { MeetingView } from './api.ts'

type Props = { view: MeetingView; files: readonly { readonly id: string; readonly name: string }[] }

/** Whether the papers of a talk are for whoever looks: its members, those who run it, the town that guides it (D12). */
export const readsPapers = (view: MeetingView): boolean =>
  view.me !== null || view.prospects.some(({ act }) => act === 'notify' || act === 'guide')

/** Papers that hang on a subject, by name, to be opened. */
export const PaperLinks = ({ subject, files }: { subject: string; files: Props['files'] }) =>
  files.length === 0 ? null : (
    <ul className="papers">
      {files.map(({ id, name }) => (
        <li key={id}>
          <a className="tall" href={address('files.photo', { params: { subject, id } })[1]}>
            {name}
          </a>
        </li>
      ))}
    </ul>
  )

/** Papers that hang on a talk; nothing for whoever may not open them. */
export const Papers = ({ view, files }: Props) =>
  readsPapers(view) ? <PaperLinks subject={view.id} files={files} /> : null
