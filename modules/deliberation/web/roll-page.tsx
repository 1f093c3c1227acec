import { ActButton, Acts, Empty, ErrorNotice, Loading, Page } from '@gongzhi/kernel/web/kit/index.ts'
import { PageTools } from '@gongzhi/kernel/web/kit/page-tools.tsx'
import { isProblem } from '@gongzhi/kernel/web/web-problem.ts'
import type { BodyKind } from '@gongzhi/people/rules'
import type { ReactNode } from 'react'
import { AddMember } from './add-member.tsx'
import { useAct, useGet } from './api.ts'
import { Composition } from './composition.tsx'
import { Mandates } from './mandates.tsx'
import { More } from './pieces.tsx'
import { RollList } from './roll-list.tsx'
import { useWords } from './words.ts'

type Props = {
  body: string
  back: { href: string; label: string }
  /** What somebody may do somewhere. */
  may: readonly string[]
  /** Where a whole list is brought in from a sheet. */
  importAt?: string
  /** What later mechanisms say of this body. */
  below?: ReactNode
}

/** A body's roll: who is entitled, which classes are missing; those who keep it add and suspend. */
export const RollPage = ({ body, back, may, importAt, below }: Props) => {
  const say = useWords()
  const found = useGet('people.body', { params: { body }, query: { limit: 1 } })
  const found_ = useAct('people.found-body')
  const roll = found.data
  const kind = body.slice(13) as BodyKind
  if (!roll) {
    const none = isProblem(found.error) && found.error.status === 404
    return (
      <Page title={say('roll.title')} back={back}>
        {found.isPending && <Loading />}
        {!none && <ErrorNotice problem={found.error} onAgain={found.refetch} />}
        {none && (
          <>
            <Empty>{say('roll.none')}</Empty>
            <ErrorNotice problem={found_.error} />
            <Acts>
              <ActButton
                kind="main"
                busy={found_.isPending}
                onAct={() =>
                  found_.mutate(
                    {
                      body: {
                        unit: body.slice(0, 12),
                        kind,
                        title: say(`bodies.kind.${kind}`),
                      },
                    },
                    { onSuccess: () => found.refetch() },
                  )
                }
              >
                {say(`bodies.found.${kind}`)}
              </ActButton>
            </Acts>
          </>
        )}
      </Page>
    )
  }
  return (
    <Page title={roll.title} note={roll.unit.name} back={back}>
      <PageTools paper />
      <p className="num">{say('roll.members', { n: roll.members, women: roll.women })}</p>
      {roll.missing.length > 0 && (
        <p className="late">
          {say('roll.missing', { what: roll.missing.map(({ title, missing }) => `${title} ${missing}`).join('、') })}
        </p>
      )}
      {kind === 'representatives' && <Composition unit={roll.unit.code} byClass={roll.byClass} />}
      {roll.keeps && importAt && <More href={importAt}>{say('roll.import')}</More>}
      {kind === 'representatives' && (
        <Mandates unit={roll.unit.code} keeps={may.includes('deliberation.give-mandate')} />
      )}
      <RollList key={body} roll={roll} />
      {roll.keeps && <AddMember body={body} classes={roll.classes} />}
      {below}
    </Page>
  )
}
