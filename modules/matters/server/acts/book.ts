import { act } from '@gongzhi/kernel/server/act.ts'
import { endpoints } from '../../contract.ts'
import { insertBooking } from '../store.ts'
import { receptionSubject } from '../subject.ts'

/** Book a place at a session; refused when it is full (B03). */
export const book = act({
  subject: receptionSubject,
  act: 'book',
  endpoint: endpoints.book,
  openTo: 'county',
  // what it is about is for the delegates, not for the journal
  data: () => ({}),
  also: ({ docket, actor, input }) =>
    actor.account === null ? [] : [insertBooking(docket.county, docket.id, actor.account, input.about)],
})
