import { formatDay } from '@gongzhi/kernel/web/day.ts'
import { Seal } from '@gongzhi/kernel/web/kit/index.ts'
import { Qr } from '@gongzhi/kernel/web/kit/qr.tsx'
import type { RecordSeal as Sealed } from '../contract.ts'
import { useGet } from './api.ts'
import { useWords } from './words.ts'

/** Where a record is checked: what the QR says, on the screen and on paper. */
const pathOf = (county: string, code: string): string => `/verify/${code}?county=${county}`

/** Published when, which number it has in the public record, and how anybody checks it. */
export const RecordSeal = ({ county, record }: { county: string; record: Sealed }) => {
  const say = useWords()
  const path = pathOf(county, record.code)
  return (
    <Seal
      words={say('stamp')}
      day={formatDay(record.at)}
      recordNo={record.no}
      code={record.code}
      href={path}
      aside={<Qr text={`${location.origin}${path}`} label={say('qr')} />}
    >
      <p>{say('published', { day: formatDay(record.at, 0) })}</p>
    </Seal>
  )
}

/** The seal of a number; nothing where it is not in the record. */
export const SealOfNumber = ({ county, number }: { county: string; number: string }) => {
  const { data } = useGet('record.seal', { params: { county }, query: { number } })
  return data ? <RecordSeal county={county} record={data} /> : null
}
