import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect } from 'vitest'
import { openStage, type Props, type Stage } from './stage.ts'

/** The stage of one file of journeys: opened before the first, closed after the last; no page may have complained. */
export const onStage = (props: Props = {}): { readonly stage: Stage } => {
  let opened: Stage | undefined
  const held = {
    get stage(): Stage {
      if (!opened) throw new Error('the stage opens with the first journey')
      return opened
    },
  }
  beforeAll(async () => {
    opened = await openStage(undefined, props)
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
