import { noScope } from '@gongzhi/kernel/server/db.ts'
import type { Env } from '@gongzhi/kernel/server/subject.ts'
import { studioOf } from './store.ts'

/** A delegates' studio: its name and the 12-digit code of its seat (B03). */
export const findStudio = async (
  env: Env,
  county: string,
  id: string,
): Promise<{ name: string; seat: string } | undefined> => {
  const [rows = []] = await env.db.batch(noScope, [studioOf(county, id)])
  return rows[0] as { name: string; seat: string } | undefined
}
