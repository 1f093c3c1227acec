import { ActButton, ErrorNotice } from '@gongzhi/kernel/web/kit/index.ts'
import { type ElectionView, useAct } from './api.ts'
import { Do } from './do.tsx'
import { useWhy } from './why.ts'
import { useWords } from './words.ts'

type Props = { view: ElectionView }
type Nominee = ElectionView['nominees'][number]

/** One’s own word, or a keeper’s note of it from paper: to stand, under which name, or not. */
const Word = ({ view, one }: Props & { one: Nominee }) => {
  const say = useWords()
  const why = useWhy()
  const accept = useAct('deliberation.accept-nomination')
  const withdraw = useAct('deliberation.withdraw-nomination')
  const keeps = view.prospects.some(({ act }) => act === 'close-nominations')
  if ((!keeps && !one.mine) || one.state === 'withdrawn' || one.elected) return null
  const params = { id: view.id }
  const asks = one.state === 'named' && view.state === 'nominating'
  const may = view.state === 'nominating' || view.state === 'nominated'
  if (!may) return null
  const paper = one.mine ? '' : say('election.onPaper')
  return (
    <>
      <div className="acts">
        {asks &&
          [true, false].map((openName) => (
            <ActButton
              key={String(openName)}
              kind={openName && one.mine ? 'main' : 'plain'}
              busy={accept.isPending}
              onAct={() => accept.mutate({ params, body: { nominee: one.id, openName } })}
            >
              {say(openName ? 'election.acceptOpen' : 'election.acceptMasked')}
              {paper}
            </ActButton>
          ))}
        <ActButton busy={withdraw.isPending} onAct={() => withdraw.mutate({ params, body: { nominee: one.id } })}>
          {say('election.act.withdraw-nomination')}
          {paper}
        </ActButton>
      </div>
      <ErrorNotice problem={accept.error ?? withdraw.error} unmetWords={why} />
    </>
  )
}

/** Who was named and stands, class by class; before somebody agrees, only they and the keepers see it. */
export const Nominees = ({ view }: Props) => {
  const say = useWords()
  return (
    <section className="section" aria-labelledby="nominees">
      <h2 id="nominees">{say('election.nominees')}</h2>
      {view.seats.map(({ class: code, title, seats }) => {
        const here = view.nominees.filter((one) => one.class === code)
        const lacks = view.lacking.find((one) => one.class === code)?.seats ?? 0
        return (
          <div key={code}>
            <h3 className="over">
              {title} <span className="num">{say('election.seatsOf', { n: seats })}</span>
            </h3>
            {lacks > 0 && (view.state === 'nominating' || view.state === 'nominated') && (
              <p className="late">{say('election.lacking', { n: lacks })}</p>
            )}
            {here.length === 0 && <p className="quiet">{say('election.nobody')}</p>}
            {here.length > 0 && (
              <dl className="facts" aria-label={title}>
                {here.map((one) => (
                  <div key={one.id}>
                    <dt>{one.shown}</dt>
                    <dd>
                      {[
                        one.mine ? say('election.you') : '',
                        one.elected
                          ? say(one.chair ? 'election.isChair' : 'election.isElected')
                          : say(`election.nominee.${one.state}`),
                      ]
                        .filter(Boolean)
                        .join(' · ')}
                      <Word view={view} one={one} />
                    </dd>
                  </div>
                ))}
              </dl>
            )}
          </div>
        )
      })}
    </section>
  )
}

/** 酝酿: anybody of the village, a representative, oneself, or a keeper from paper (P13). */
export const Nominate = ({ view }: Props) => {
  const say = useWords()
  return (
    <Do
      of="election.nominate"
      endpoint="deliberation.nominate"
      id={view.id}
      prospects={view.prospects}
      asks={[
        { name: 'name', label: say('election.name'), most: 40 },
        {
          name: 'class',
          label: say('election.class'),
          kind: 'cards',
          choices: view.open.map(({ class: value, title }) => ({ value, label: title })),
        },
        {
          name: 'self',
          label: say('election.who'),
          kind: 'cards',
          initial: 'other',
          choices: ['other', 'self'].map((value) => ({ value, label: say(`election.who.${value}`) })),
        },
        { name: 'phone', label: say('election.phone'), optional: true, most: 11 },
      ]}
      body={({ name, class: code, self, phone }) => ({
        ...{ name, class: code, self: self === 'self' },
        ...(phone ? { phone } : {}),
      })}
    />
  )
}
