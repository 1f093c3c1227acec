import type pg from 'pg'
import { type Calendar, dayNumber, isoDay } from '../clock.ts'

/** Gives the database the calendar, as owner: one row a day from 2015 to 2045 (see kernel.workday). Again when it is another version. */
export const loadCalendar = async (client: pg.ClientBase, calendar: Calendar): Promise<void> => {
  const first = dayNumber('2015-01-01')
  const last = dayNumber('2045-12-31')
  const works: boolean[] = []
  const upto: number[] = []
  for (let day = first; day <= last; day++) {
    works.push(calendar.isWorkday(day))
    upto.push(calendar.countWorkdays(first - 1, day))
  }
  await client.query(
    `INSERT INTO kernel.workday (day, works, upto)
     SELECT $1::date + (n - 1)::int, works, upto FROM unnest($2::boolean[], $3::int[]) WITH ORDINALITY AS d (works, upto, n)
     ON CONFLICT (day) DO UPDATE SET works = excluded.works, upto = excluded.upto
     WHERE (workday.works, workday.upto) <> (excluded.works, excluded.upto)`,
    [isoDay(first), works, upto],
  )
}
