import { PaperButtons } from '@gongzhi/documents/web'
import { Acts, Empty, ErrorNotice, Loading, Page } from '@gongzhi/kernel/web/kit/index.ts'
import { PageTools } from '@gongzhi/kernel/web/kit/page-tools.tsx'
import { lazy, Suspense } from 'react'
import { Link } from 'wouter'
import { type Found, type RollView, useGet } from './api.ts'
import { Do } from './do.tsx'
import { Lines } from './lines.tsx'
import { Objections } from './objections.tsx'
import { Proxies } from './proxies.tsx'
import { Standing } from './standing.tsx'
import { linesOf, useWords } from './words.ts'

const DrawUp = /* @__PURE__ */ lazy(() => import('./draw-up.tsx').then(({ DrawUp: form }) => ({ default: form })))

/** What those who keep the roll do next. */
const RollActs = ({ roll }: { roll: RollView }) => {
  const say = useWords()
  const common = { id: roll.id, prospects: roll.prospects }
  return (
    <Acts>
      <Do of="voter-roll.post-roll" endpoint="voters.post-roll" {...common} main />
      <Do of="voter-roll.settle-roll" endpoint="voters.settle-roll" {...common} main />
      <Do
        of="voter-roll.change-committee"
        endpoint="voters.change-committee"
        {...common}
        asks={[
          {
            name: 'committee',
            label: say('draw.committee'),
            hint: say('draw.committeeHint'),
            initial: roll.committee.map(({ name }) => name ?? '').join('\n'),
            most: 2000,
          },
          { name: 'reason', label: say('field.why') },
        ]}
        body={({ committee, reason }) => ({ committee: linesOf(committee), reason })}
      />
      <Do
        of="voter-roll.annul-roll"
        endpoint="voters.annul-roll"
        {...common}
        asks={[{ name: 'reason', label: say('field.why') }]}
      />
    </Acts>
  )
}

/** Whether I stand on it, said first: what most people come for. */
const Mine = ({ roll, signedIn }: { roll: RollView; signedIn: boolean }) => {
  const say = useWords()
  if (roll.posted === null || roll.keeps || !signedIn) return null
  return (
    <p className="own">
      {roll.me
        ? say('me.on', { no: roll.me.no, name: roll.me.name ?? '' })
        : say(roll.posted.over ? 'me.off' : 'me.offYet')}
    </p>
  )
}

const RollSections = ({ found, roll, signedIn }: { found: Found; roll: RollView; signedIn: boolean }) => {
  const say = useWords()
  return (
    <>
      <Standing found={found} roll={roll} />
      <Mine roll={roll} signedIn={signedIn} />
      {roll.keeps && <RollActs roll={roll} />}
      {roll.keeps && roll.posted && <PaperButtons paper="voter-roll" id={roll.id} name={say('roll.paper')} />}
      <Objections found={found} roll={roll} signedIn={signedIn} />
      <Proxies found={found} roll={roll} />
      {roll.posted && <Lines roll={roll} county={found.unit.code.slice(0, 6)} />}
    </>
  )
}

type Props = { unit: string; back: { href: string; label: string }; signedIn: boolean }

/** 参加选举的村民名单 of a village (R1): everybody reads where it stands and objects to it in time; those who keep it run it. */
export const VotersPage = ({ unit, back, signedIn }: Props) => {
  const say = useWords()
  const asked = useGet('voters.at', { query: { unit } })
  const found = asked.data
  const roll = found?.roll ?? null
  const begins = found?.draws === true && (roll === null || roll.state === 'over')
  return (
    <Page title={say('roll.title')} note={found?.unit.name} back={back}>
      <PageTools paper />
      <p className="quiet">{say('roll.promise')}</p>
      {asked.isPending && <Loading />}
      <ErrorNotice problem={asked.error} onAgain={asked.refetch} />
      {found && roll === null && <Empty>{say('roll.none')}</Empty>}
      {found && roll && <RollSections found={found} roll={roll} signedIn={signedIn} />}
      {begins && found.villagers === null && (
        <Empty>
          <Link href={`/rolls/${unit}.villagers`}>{say('draw.villagersFirst')}</Link>
        </Empty>
      )}
      {begins && found.villagers !== null && (
        <Suspense fallback={<Loading />}>
          <DrawUp found={found} />
        </Suspense>
      )}
    </Page>
  )
}
