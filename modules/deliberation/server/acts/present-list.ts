import { dayOf, isoDay } from '@gongzhi/kernel/clock.ts'
import { act } from '@gongzhi/kernel/server/act.ts'
import { endpoints } from '../../contract.ts'
import { meetingSubject } from '../meeting-subject.ts'
import { layOpenList } from '../store-resolution.ts'

/** 逐一销号 begins: what earlier talks promised is laid before the members, late ones with it (D15). */
export const presentList = act({
  subject: meetingSubject,
  act: 'present-list',
  endpoint: endpoints.presentList,
  change: ({ now }) => ({ presentedAt: now }),
  also: ({ docket, row, now }) => [layOpenList(docket.county, docket.id, row.body, isoDay(dayOf(now)))],
})
