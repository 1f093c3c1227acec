import { type Act, act } from '@gongzhi/kernel/server/act.ts'
import type { Crypto } from '@gongzhi/kernel/server/crypto.ts'
import type { Row } from '@gongzhi/kernel/server/db.ts'
import { endpoints } from '../contract.ts'
import type { ProxyPair } from '../rules/index.ts'
import { openLines, whoIsMeant } from './resolve.ts'
import { listOf } from './store.ts'
import { giveProxy, revokeProxy, standingProxies } from './store-change.ts'
import { rollSubject, type Told } from './subjects.ts'

/* Candidates and written proxies (R1, Art. 18): acts on the roll itself, so that two at once are counted one after the other. */

const proxiesOf = (read: readonly Row[][]): ProxyPair[] =>
  (read[1] ?? []).map(({ principal, holder }) => ({ principal: principal as number, holder: holder as number }))

/** 正式候选人: in place of those named before. */
const nameCandidates = (crypto: Crypto): Act => {
  const meant = (read: readonly Row[][], said: readonly string[]) =>
    whoIsMeant(said, openLines(crypto, read[0] ?? []), (n) => `/body/candidates/${n}`)
  return act({
    subject: rollSubject,
    act: 'name-candidates',
    endpoint: endpoints.nameCandidates,
    standsStill: true,
    asks: ({ candidates }) => crypto.keyedHash('people.member', JSON.stringify(candidates)),
    reads: (_input, actor, id) => [listOf(actor.county, id), standingProxies(actor.county, id)],
    finds: (read, input): Told => {
      const found = meant(read, input.candidates)
      return {
        candidateMembers: found.map(({ member }) => member),
        candidateNos: found.map(({ no }) => no),
        proxies: proxiesOf(read),
      }
    },
    change: ({ read, input }) => ({ candidates: meant(read, input.candidates).map(({ no }) => no) }),
    data: ({ read, input }) => ({ candidates: meant(read, input.candidates).length }),
  })
}

/** Both sides of a proxy; whoever is not found stands at no number. */
const pairOf = (crypto: Crypto, read: readonly Row[][], principal: string, holder?: string): Partial<ProxyPair> => {
  const lines = openLines(crypto, read[0] ?? [])
  const [giver] = whoIsMeant([principal], lines, () => '/body/principal')
  const [taker] = holder === undefined ? [] : whoIsMeant([holder], lines, () => '/body/holder')
  return { ...(giver ? { principal: giver.no } : {}), ...(taker ? { holder: taker.no } : {}) }
}

const registerProxy = (crypto: Crypto): Act =>
  act({
    subject: rollSubject,
    act: 'register-proxy',
    endpoint: endpoints.registerProxy,
    standsStill: true,
    asks: ({ principal, holder }) => crypto.keyedHash('people.member', JSON.stringify([principal, holder])),
    reads: (_input, actor, id) => [listOf(actor.county, id), standingProxies(actor.county, id)],
    finds: (read, { principal, holder }): Told => ({
      pair: pairOf(crypto, read, principal, holder),
      proxies: proxiesOf(read),
      numbers: openLines(crypto, read[0] ?? []).map(({ no }) => no),
    }),
    data: ({ read, input }) => pairOf(crypto, read, input.principal, input.holder),
    also: ({ row, docket, read, input, now }) => {
      const { principal = 0, holder = 0 } = pairOf(crypto, read, input.principal, input.holder)
      return [giveProxy(docket.county, docket.id, row.unitCode, { principal, holder }, now)]
    },
  })

const withdrawProxy = (crypto: Crypto): Act =>
  act({
    subject: rollSubject,
    act: 'revoke-proxy',
    endpoint: endpoints.revokeProxy,
    standsStill: true,
    asks: ({ principal }) => crypto.keyedHash('people.member', principal),
    reads: (_input, actor, id) => [listOf(actor.county, id), standingProxies(actor.county, id)],
    finds: (read, { principal }): Told => ({ pair: pairOf(crypto, read, principal), proxies: proxiesOf(read) }),
    data: ({ read, input }) => pairOf(crypto, read, input.principal),
    also: ({ docket, read, input, now }) => [
      revokeProxy(docket.county, docket.id, pairOf(crypto, read, input.principal).principal ?? 0, now),
    ],
  })

export const proxyActs = (crypto: Crypto): readonly Act[] => [
  nameCandidates(crypto),
  registerProxy(crypto),
  withdrawProxy(crypto),
]
