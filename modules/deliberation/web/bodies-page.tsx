import { Empty, ErrorNotice, Loading, Page, Slip } from '@gongzhi/kernel/web/kit/index.ts'
import { PageTools } from '@gongzhi/kernel/web/kit/page-tools.tsx'
import { bodyId, bodyKinds } from '@gongzhi/people/rules'
import type { ReactNode } from 'react'
import { useGet } from './api.ts'
import { More } from './pieces.tsx'
import { useWords } from './words.ts'

type Props = {
  unit: string
  back: { href: string; label: string }
  may: readonly string[]
  /** What later mechanisms say of the village. */
  below?: ReactNode
}

/** The bodies of a village that decide, each with its roll; those that are not there yet are set up from here (R1–R5). */
export const BodiesPage = ({ unit, back, may, below }: Props) => {
  const say = useWords()
  const { data, error, isPending, refetch } = useGet('people.bodies', { query: { unit } })
  const missing = data ? bodyKinds.filter((kind) => !data.some((one) => one.kind === kind)) : []
  return (
    <Page title={say('bodies.title')} note={data?.[0]?.unit.name} back={back}>
      <PageTools paper />
      {isPending && <Loading />}
      <ErrorNotice problem={error} onAgain={refetch} />
      {data?.length === 0 && <Empty>{say('bodies.none')}</Empty>}
      {data?.map((one) => (
        <Slip key={one.body} title={one.title} href={`/rolls/${one.body}`} level={2}>
          <p className="num">{say('bodies.members', { n: one.members })}</p>
          <p className="quiet">{say(`bodies.what.${one.kind}`)}</p>
        </Slip>
      ))}
      {missing.length > 0 && may.includes('people.found-body') && (
        <section className="section screen-only" aria-labelledby="missing">
          <h2 id="missing">{say('bodies.missing')}</h2>
          {missing.map((kind) => (
            <More key={kind} href={`/rolls/${bodyId(unit, kind)}`}>
              {say(`bodies.found.${kind}`)}
            </More>
          ))}
        </section>
      )}
      {below}
    </Page>
  )
}
