import { ActButton, Acts, Empty, ErrorNotice, Loading, Page, toast } from '@gongzhi/kernel/web/kit/index.ts'
import { isProblem } from '@gongzhi/kernel/web/web-problem.ts'
import { useState } from 'react'
import { Link } from 'wouter'
import { type Mine, useAct, useGet } from './api.ts'
import { ExchangeSlip, LineSlip } from './slips.tsx'
import { useWords } from './words.ts'

type Back = { href: string; label: string }

/** 参加、退出 (P5): one press each way, no reason, nobody told. */
const Joining = ({ mine }: { mine: Mine }) => {
  const say = useWords()
  const [join, leave, again] = [
    useAct('points.join-points'),
    useAct('points.leave-points'),
    useAct('points.rejoin-points'),
  ]
  const problem = join.error ?? leave.error ?? again.error
  const at = { params: { id: mine.book ?? '' }, body: {} }
  return (
    <>
      {!mine.joined && <p className="quiet">{say('mine.joinNote')}</p>}
      <ErrorNotice problem={problem} unmetWords={(id) => say(`unmet.${id}`)} />
      <Acts>
        {mine.joined ? (
          <ActButton busy={leave.isPending} onAct={() => leave.mutate(at)}>
            {say('points-book.act.leave-points')}
          </ActButton>
        ) : mine.book ? (
          <ActButton kind="main" busy={again.isPending} onAct={() => again.mutate(at)}>
            {say('points-book.act.rejoin-points')}
          </ActButton>
        ) : (
          <ActButton kind="main" busy={join.isPending} onAct={() => join.mutate({ body: { body: mine.body } })}>
            {say('points-book.act.join-points')}
          </ActButton>
        )}
      </Acts>
    </>
  )
}

/** What the rule lists, with what stands in the way of having it. */
const Shop = ({ mine }: { mine: Mine }) => {
  const say = useWords()
  const exchange = useAct('points.exchange')
  const [problem, setProblem] = useState<unknown>()
  const { rule } = mine
  if (!rule) return null
  const get = (item: number) =>
    exchange
      .mutateAsync({ params: { id: rule.id }, body: { item } })
      .then(() => {
        setProblem(undefined)
        toast(say('points-exchange.state.asked'))
      })
      .catch(setProblem)
  return (
    <section className="section" aria-labelledby={`shop-${mine.body}`}>
      <h2 id={`shop-${mine.body}`}>{say('mine.shop')}</h2>
      {rule.goods.length === 0 && <Empty>{say('mine.noShop')}</Empty>}
      {isProblem(problem) && <ErrorNotice problem={problem} unmetWords={(id) => say(`unmet.${id}`)} />}
      {rule.goods.map(({ name, points, left }, item) => (
        <div key={name}>
          <p>
            {name} <span className="quiet num">{say('goods.left', { points, left })}</span>
          </p>
          <ActButton
            missing={[
              ...(left === 0 ? [say('unmet.stock-left')] : []),
              ...(mine.left < points ? [say('unmet.points-enough')] : []),
            ]}
            busy={exchange.isPending}
            onAct={() => get(item)}
          >
            {say('goods.get', { name })}
          </ActButton>
        </div>
      ))}
    </section>
  )
}

/** Lines of everybody who takes part, while they are posted: by time, without sums. */
const Posted = ({ mine }: { mine: Mine }) => {
  const say = useWords()
  const posted = useGet('points.posted', { query: { body: mine.body } })
  return (
    <section className="section" aria-labelledby={`posted-${mine.body}`}>
      <h2 id={`posted-${mine.body}`}>{say('mine.posted')}</h2>
      <p className="quiet">{say('mine.postedNote', { days: mine.posting.amount })}</p>
      <ErrorNotice problem={posted.error} onAgain={posted.refetch} />
      {posted.data?.length === 0 && <Empty>{say('mine.noPosted')}</Empty>}
      {posted.data?.map((line) => (
        <LineSlip key={line.id} line={line} />
      ))}
    </section>
  )
}

const Council = ({ mine }: { mine: Mine }) => {
  const say = useWords()
  const { year, effective, spent, left } = mine
  return (
    <>
      <section className="section" aria-labelledby={`sum-${mine.body}`}>
        <h2 id={`sum-${mine.body}`}>{`${mine.village} · ${mine.title}`}</h2>
        {mine.rule === null && <p>{say('mine.noRule')}</p>}
        {(mine.joined || effective > 0) && <p className="num">{say('mine.sum', { year, effective, spent, left })}</p>}
        <p>
          <Link className="tall" href={`/rules-of-council/${mine.body}`}>
            {say('mine.rule')}
          </Link>
        </p>
        <Joining mine={mine} />
      </section>
      {(mine.joined || mine.entries.length > 0) && (
        <section className="section" aria-labelledby={`lines-${mine.body}`}>
          <h2 id={`lines-${mine.body}`}>{say('mine.entries')}</h2>
          {mine.entries.length === 0 && <Empty>{say('mine.noEntries')}</Empty>}
          {mine.entries.map((line) => (
            <LineSlip key={line.id} line={line} rule={mine.rule} />
          ))}
        </section>
      )}
      {mine.joined && <Shop mine={mine} />}
      {mine.exchanges.length > 0 && (
        <section className="section" aria-labelledby={`out-${mine.body}`}>
          <h2 id={`out-${mine.body}`}>{say('mine.exchanges')}</h2>
          {mine.exchanges.map((row) => (
            <ExchangeSlip key={row.id} row={row} />
          ))}
        </section>
      )}
      <Posted mine={mine} />
    </>
  )
}

/** 我的履职积分: one's own ledger in each council one sits in. */
export const MyPointsPage = ({ back, signedIn }: { back: Back; signedIn: boolean }) => {
  const say = useWords()
  const mine = useGet('points.mine', signedIn ? {} : undefined)
  return (
    <Page title={say('mine.title')} back={back}>
      <p className="quiet">{say('mine.note')}</p>
      {!signedIn && (
        <Empty>
          <Link href="/sign-in">{say('mine.signIn')}</Link>
        </Empty>
      )}
      {signedIn && mine.isPending && <Loading />}
      <ErrorNotice problem={mine.error} onAgain={mine.refetch} />
      {mine.data?.length === 0 && <Empty>{say('mine.none')}</Empty>}
      {mine.data?.map((one) => (
        <Council key={one.body} mine={one} />
      ))}
    </Page>
  )
}
