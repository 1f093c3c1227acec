import { servedCounties } from '@gongzhi/territory/server'
import { missing, refuse, wrong } from '../rules/refusals.ts'

/**
 * The county asked for, six digits: `jurisdiction_id` is its division code, in 6 or 12 digits. Needed where several counties
 * are served; 400 when it is not given there, 404 when there is none of this code.
 */
export const jurisdictionOf = (asked: string | undefined): string => {
  const served = servedCounties().map(({ code }) => code.slice(0, 6))
  if (asked === undefined) {
    const [only, ...others] = served
    if (only !== undefined && others.length === 0) return only
    throw refuse([
      wrong(
        '缺 jurisdiction_id：这里服务几个县，请写县级代码。',
        'jurisdiction_id was not provided: several counties are served here.',
      ),
    ])
  }
  const county = asked.replace(/0{6}$/, '')
  if (served.includes(county)) return county
  throw refuse([missing(`没有这个 jurisdiction_id：${asked}。`, `jurisdiction_id ${asked} was not found.`)])
}
