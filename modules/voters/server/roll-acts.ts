import { createHash } from 'node:crypto'
import { type Act, act } from '@gongzhi/kernel/server/act.ts'
import type { Crypto } from '@gongzhi/kernel/server/crypto.ts'
import type { Row } from '@gongzhi/kernel/server/db.ts'
import { verdictOnAmount } from '@gongzhi/law/rules'
import { endpoints } from '../contract.ts'
import { daysBefore, lastObjectionDay, rollLaw, rollText } from '../rules/index.ts'
import { lawOn } from './law-on.ts'
import { openLines, openVillagers, whoIsMeant } from './resolve.ts'
import { listOf } from './store.ts'
import { listThese, openObjections, villagersFor } from './store-change.ts'
import { rollSubject } from './subjects.ts'
import { noDoor } from './system-endpoint.ts'

/* The roll itself: its committee, its posting, its settling, its end. */

/** SHA-256 over a roll as it hangs on the wall, hex. */
export const rollDigest = (lines: Parameters<typeof rollText>[0]): string =>
  createHash('sha256').update(rollText(lines)).digest('hex')

const counts = (lines: readonly { readonly woman: boolean }[]) => ({
  voters: lines.length,
  women: lines.filter(({ woman }) => woman).length,
})

/** 公布: everybody entitled on the election day is listed, numbered and hashed; the days for objecting begin. */
const postRoll = (crypto: Crypto): Act => {
  const listed = (read: readonly Row[][]) => openVillagers(crypto, read[0] ?? [])
  return act({
    subject: rollSubject,
    act: 'post-roll',
    endpoint: endpoints.post,
    standsStill: true,
    reads: (_input, actor, id) => [villagersFor(actor.county, id)],
    finds: (read) => ({ voters: read[0]?.length ?? 0 }),
    change: ({ row, now, calendar, read }) => {
      const law = lawOn(row.unitCode, now)
      const lines = listed(read)
      return {
        postedAt: now,
        postedVerdict: verdictOnAmount(law, 'election.rollPublic', daysBefore(row.electionDay, now)) ?? null,
        objectUntil: lastObjectionDay(now, rollLaw(law).objection.amount, calendar),
        postedDigest: rollDigest(lines),
        ...counts(lines),
      }
    },
    data: ({ read }) => ({ ...counts(listed(read)), digest: rollDigest(listed(read)) }),
    also: ({ row, docket, read }) => [
      listThese(
        docket.county,
        docket.id,
        row.unitCode,
        listed(read).map(({ member }) => member),
      ),
    ],
  })
}

/** 确定: after the last day for objecting, with every objection answered. */
const settleRoll = (crypto: Crypto): Act => {
  const listed = (read: readonly Row[][]) => openLines(crypto, read[0] ?? [])
  return act({
    subject: rollSubject,
    act: 'settle-roll',
    endpoint: endpoints.settle,
    standsStill: true,
    reads: (_input, actor, id) => [listOf(actor.county, id), openObjections(actor.county, id)],
    finds: (read) => ({ open: read[1]?.length ?? 0 }),
    change: ({ now, read }) => ({ settledAt: now, digest: rollDigest(listed(read)), ...counts(listed(read)) }),
    data: ({ read }) => ({ ...counts(listed(read)), digest: rollDigest(listed(read)) }),
  })
}

/** 递补、另行推选 (Art. 15): who becomes a candidate leaves the committee. */
const changeCommittee = (crypto: Crypto): Act => {
  const meant = (read: readonly Row[][], said: readonly string[]) =>
    whoIsMeant(said, openVillagers(crypto, read[0] ?? []), (n) => `/body/committee/${n}`).map(({ member }) => member)
  return act({
    subject: rollSubject,
    act: 'change-committee',
    endpoint: endpoints.changeCommittee,
    asks: ({ committee, reason }) => ({
      reason,
      committee: crypto.keyedHash('people.member', JSON.stringify(committee)),
    }),
    reads: (_input, actor, id) => [villagersFor(actor.county, id), listOf(actor.county, id)],
    finds: (read, input) => ({
      committeeIds: meant(read, input.committee),
      memberAt: Object.fromEntries((read[1] ?? []).map(({ no, member }) => [no, member])),
    }),
    change: ({ read, input }) => ({ committee: meant(read, input.committee) }),
    data: ({ input }) => ({ reason: input.reason, committee: input.committee.length }),
  })
}

const annulRoll = act({
  subject: rollSubject,
  act: 'annul-roll',
  endpoint: endpoints.annul,
  change: () => ({ live: false }),
})
/** Rung by the clock when the election day is over. */
const endRoll = act({
  subject: rollSubject,
  act: 'end-roll',
  endpoint: noDoor,
  change: () => ({ live: false }),
  data: () => ({}),
})

export const rollActs = (crypto: Crypto): readonly Act[] => [
  postRoll(crypto),
  settleRoll(crypto),
  changeCommittee(crypto),
  annulRoll,
  endRoll,
]
