import { noScope } from '@gongzhi/kernel/server/db.ts'
import type { Env } from '@gongzhi/kernel/server/subject.ts'
import { gridOf, studioOf } from './store.ts'

/** A delegates' studio: its name and the 12-digit code of its seat (B03). */
export const findStudio = async (
  env: Env,
  county: string,
  id: string,
): Promise<{ name: string; seat: string } | undefined> => {
  const [rows = []] = await env.db.batch(noScope, [studioOf(county, id)])
  return rows[0] as { name: string; seat: string } | undefined
}

/** A grid by its code: its name and the village it lies in now (C05, R22). */
export const findGrid = async (env: Env, code: string): Promise<{ name: string; village: string } | undefined> => {
  const [rows = []] = await env.db.batch(noScope, [gridOf(code)])
  return rows[0] as { name: string; village: string } | undefined
}
