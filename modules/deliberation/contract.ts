import { elections } from './contract/elections.ts'
import { mandates } from './contract/mandates.ts'
import { meetings } from './contract/meetings.ts'
import { recalls } from './contract/recalls.ts'
import { resolutions } from './contract/resolutions.ts'
import { topics } from './contract/topics.ts'
import { votes } from './contract/votes.ts'

/* What server and pages agree on: from a topic by way of a talk and a vote to the last promise struck off (D06–D16). */
export const endpoints = { ...topics, ...meetings, ...votes, ...resolutions, ...elections, ...recalls, ...mandates }
