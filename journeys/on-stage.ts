import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect } from 'vitest'
import { launchShortLived, openStage, type Props, type Stage } from './stage.ts'

// files that run one after the other in a process share it; it ends with the process
let browser: Browser | undefined

/** The stage of one file of journeys: opened before the first, closed after the last; no page may have complained. */
export const onStage = (props: Omit<Props, 'browser'> = {}): { readonly stage: Stage } => {
  let opened: Stage | undefined
  const held = {
    get stage(): Stage {
      if (!opened) throw new Error('the stage opens with the first journey')
      return opened
    },
  }
  beforeAll(async () => {
    if (!browser?.isConnected()) browser = await launchShortLived()
    opened = await openStage(undefined, { ...props, browser })
  })
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') {
      const dir = mkdtempSync(join(tmpdir(), 'journey-'))
      await held.stage.photograph(dir)
      console.log(`where it got stuck: ${dir}`)
    }
    expect(held.stage.broken.splice(0)).toEqual([])
  })
  afterAll(() => opened?.close())
  return held
}
