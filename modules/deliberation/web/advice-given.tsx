import type { Item, MeetingView } from './api.ts'
import { Papers } from './papers.tsx'

/** What advisers wrote on a topic before the vote, with the papers they handed in (D09). */
export const AdviceGiven = ({ view, item }: { view: MeetingView; item: Item }) => (
  <>
    {item.advice.map((one) => (
      <blockquote key={one.at}>
        <p className="own">{one.text}</p>
        <Papers view={view} files={one.files} />
        <small>
          {one.name} · {one.office}
        </small>
      </blockquote>
    ))}
  </>
)
