import { fileURLToPath } from 'node:url'
import type { Act } from '@gongzhi/kernel/server/act.ts'
import type { Crypto } from '@gongzhi/kernel/server/crypto.ts'
import { everMay } from '@gongzhi/kernel/server/docket.ts'
import { bind, type Module } from '@gongzhi/kernel/server/module.ts'
import { rowsWithoutDocket } from '@gongzhi/kernel/server/verify.ts'
import { endpoints } from '../contract.ts'
import { bodyKinds, categoryOfKind } from '../rules/bodies.ts'
import { electionAccess, mandateAccess, meetingAccess, topicAccess } from './access.ts'
import { admit } from './acts/admit.ts'
import { advise } from './acts/advise.ts'
import { answerObjection } from './acts/answer-objection.ts'
import { appeal } from './acts/appeal.ts'
import { archive } from './acts/archive.ts'
import { askFloor } from './acts/ask-floor.ts'
import { cancel } from './acts/cancel.ts'
import { change } from './acts/change.ts'
import { end } from './acts/end.ts'
import { endTurn } from './acts/end-turn.ts'
import { giveFloor } from './acts/give-floor.ts'
import { guide } from './acts/guide.ts'
import { leave } from './acts/leave.ts'
import { markIn } from './acts/mark-in.ts'
import { markOut } from './acts/mark-out.ts'
import { notify } from './acts/notify.ts'
import { object } from './acts/object.ts'
import { offerRound } from './acts/offer-round.ts'
import { open } from './acts/open.ts'
import { overturn } from './acts/overturn.ts'
import { passOn } from './acts/pass-on.ts'
import { presentList } from './acts/present-list.ts'
import { putOff } from './acts/put-off.ts'
import { record } from './acts/record.ts'
import { recuse } from './acts/recuse.ts'
import { refuse } from './acts/refuse.ts'
import { resubmit } from './acts/resubmit.ts'
import { runOutMandate } from './acts/run-out-mandate.ts'
import { decide, schedule, unschedule } from './acts/schedule.ts'
import { signIn } from './acts/sign-in.ts'
import { signMinutes } from './acts/sign-minutes.ts'
import { support } from './acts/support.ts'
import { takeBackMandate } from './acts/take-back-mandate.ts'
import { takeItem } from './acts/take-item.ts'
import { unsupport } from './acts/unsupport.ts'
import { uphold } from './acts/uphold.ts'
import { withdrawTopic } from './acts/withdraw-topic.ts'
import { cast, drop, slip } from './cast.ts'
import { convene } from './convene.ts'
import { electionActs } from './election-acts.ts'
import { ballotActs } from './election-ballots.ts'
import { followMeeting, followTask, followVote, publishResolution } from './follow.ts'
import { giveMandateHere } from './give-mandate.ts'
import { publishElection, seatCouncil } from './hear-election.ts'
import { inbox } from './inbox.ts'
import { live } from './live.ts'
import { openElectionHere } from './open-election.ts'
import { propose } from './propose.ts'
import { publishMandate } from './publish-mandate.ts'
import { followRecall, proposeRecall, recallActs } from './recalls.ts'
import { electionCheck, resolutionCheck } from './record-check.ts'
import { resolutionActs } from './resolution-acts.ts'
import { takeOffice } from './take-office.ts'
import { tellTalk } from './tell.ts'
import { electionList, viewElection } from './view-election.ts'
import { mandateList } from './view-mandates.ts'
import { meetingList, viewMeeting } from './view-meeting.ts'
import { recallList, viewRecall } from './view-recall.ts'
import { promiseList, resolutionList, viewResolution, viewTask } from './view-resolution.ts'
import { topicList, viewTopic } from './view-topic.ts'
import { voteActs } from './vote-acts.ts'

const topicActs: readonly Act[] = [
  support,
  unsupport,
  admit,
  refuse,
  resubmit,
  appeal,
  uphold,
  overturn,
  withdrawTopic,
  passOn,
  schedule,
  unschedule,
  decide,
]
const meetingActs: readonly Act[] = [
  change,
  notify,
  cancel,
  signIn,
  leave,
  markIn,
  markOut,
  open,
  presentList,
  advise,
  takeItem,
  recuse,
  askFloor,
  giveFloor,
  endTurn,
  offerRound,
  putOff,
  guide,
  end,
  record,
  object,
  answerObjection,
  signMinutes,
  archive,
]

export { conveneMeeting } from './convene.ts'
export { giveMandate } from './give-mandate.ts'
export { closeLive } from './live.ts'
export { openElection } from './open-election.ts'
export { talkPapers } from './papers.ts'
export { proposeTopic } from './propose.ts'
export { bringerOf, doerOf, signedResolution, signedResolutions, takingPartIn } from './store-taking-part.ts'
export { talkLists } from './talk-lists.ts'
export { aboutTalk, mayReadMaterials } from './tell.ts'

/** 议事协商: topics, the evening talk, votes, resolutions and what becomes of them. D06–D16. */
export const createDeliberation = ({ crypto }: { readonly crypto: Crypto }): Module => {
  const e = endpoints
  return {
    id: 'deliberation',
    migrations: fileURLToPath(new URL('../migrations', import.meta.url)),
    acts: [
      ...topicActs,
      ...meetingActs,
      ...voteActs(crypto),
      ...resolutionActs(crypto),
      ...electionActs(crypto),
      ...ballotActs(crypto),
      ...recallActs(crypto),
      takeBackMandate,
      runOutMandate,
    ],
    routes: [
      bind(e.propose, propose),
      bind(e.topics, topicList),
      bind(e.topic, viewTopic),
      bind(e.convene, convene),
      bind(e.meetings, meetingList),
      bind(e.meeting, viewMeeting(crypto)),
      bind(e.inbox, inbox),
      bind(e.live, live),
      bind(e.cast, cast),
      bind(e.slip, slip(crypto)),
      bind(e.drop, drop),
      bind(e.resolutions, resolutionList),
      bind(e.resolution, viewResolution),
      bind(e.promises, promiseList),
      bind(e.task, viewTask),
      bind(e.openElection, openElectionHere),
      bind(e.elections, electionList),
      bind(e.election, viewElection(crypto)),
      bind(e.takeOffice, takeOffice(crypto)),
      bind(e.proposeRecall, proposeRecall),
      bind(e.recalls, recallList),
      bind(e.recall, viewRecall(crypto)),
      bind(e.giveMandate, giveMandateHere),
      bind(e.mandates, mandateList),
    ],
    listeners: [
      followMeeting,
      followVote,
      followTask,
      publishResolution,
      tellTalk,
      seatCouncil,
      publishElection,
      followRecall,
      publishMandate,
    ],
    checks: [
      ...['topic', 'meeting', 'vote', 'resolution', 'task', 'election', 'recall', 'mandate'].map((table) =>
        rowsWithoutDocket(`deliberation.${table}`),
      ),
      resolutionCheck,
      electionCheck,
    ],
    may: (actor) => [
      ...everMay(topicAccess, ['admit', 'overturn'], actor).map((act) => `deliberation.${act}`),
      ...everMay(electionAccess, ['open-election'], actor).map((act) => `deliberation.${act}`),
      ...everMay(meetingAccess, ['guide'], actor).map((act) => `deliberation.${act}`),
      // each body is called by its own people
      ...bodyKinds
        .filter((kind) => everMay(meetingAccess, ['convene'], actor, categoryOfKind(kind)).length > 0)
        .map((kind) => `deliberation.convene.${kind}`),
      ...everMay(mandateAccess, ['give-mandate'], actor).map((act) => `deliberation.${act}`),
    ],
  }
}
