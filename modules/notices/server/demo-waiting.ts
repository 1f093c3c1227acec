import { noScope } from '@gongzhi/kernel/server/db.ts'
import type { Context } from '@gongzhi/kernel/server/module.ts'
import type { endpoints } from '../contract.ts'
import { type Lang, type Line, type RobotLine, robotText, smsText } from '../rules/index.ts'
import { listWaiting } from './store-message.ts'

/** Handles GET /demo/waiting: what is held back until the quiet hours end, as it will read. */
export const demoWaiting = async ({ env }: Context<typeof endpoints.demoWaiting>) => {
  const [rows = []] = await env.db.batch(noScope, [listWaiting])
  return rows.map((row) => ({
    due: (row.due as Date).toISOString(),
    channel: row.channel as string,
    text:
      (row.words as string | null) ??
      (row.channel === 'robot' ? robotText(row.lines as RobotLine[]) : smsText(row.lines as Line[], row.lang as Lang)),
  }))
}
