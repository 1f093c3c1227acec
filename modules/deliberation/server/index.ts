import { fileURLToPath } from 'node:url'
import type { Module } from '@gongzhi/kernel/server/module.ts'

/** 议事协商: topics, the evening talk, votes, resolutions and what becomes of them. D06–D16. */
export const createDeliberation = (): Module => ({
  id: 'deliberation',
  migrations: fileURLToPath(new URL('../migrations', import.meta.url)),
  routes: [],
})
