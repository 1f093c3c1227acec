import { fileURLToPath } from 'node:url'
import type { MigrationSet } from './migrate.ts'
import type { Module } from './module.ts'

/** Folder of the kernel's own migrations. */
const kernelMigrations = fileURLToPath(new URL('../migrations', import.meta.url))

/** The kernel's migrations, then each module's, in order. */
export const migrationSets = (modules: readonly Module[]): MigrationSet[] => [
  { module: 'kernel', dir: kernelMigrations },
  ...modules.flatMap((m) => (m.migrations ? [{ module: m.id, dir: m.migrations }] : [])),
]
