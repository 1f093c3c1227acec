import { fileURLToPath } from 'node:url'
import { everMay } from '@gongzhi/kernel/server/docket.ts'
import type { Module } from '@gongzhi/kernel/server/module.ts'
import { rowsWithoutDocket } from '@gongzhi/kernel/server/verify.ts'
import { access } from './access.ts'
import { refreshTerritory } from './places.ts'
import { routes } from './routes.ts'

export { findGrid, findStudio } from './find-place.ts'
export { findPackageDir, streamDivisions } from './import-divisions.ts'
export type { LoadProgress } from './load-divisions.ts'
export { loadDivisions } from './load-divisions.ts'
export { mergeSubject, mergeVillages } from './merge-villages.ts'
export { metresBetween, nearestVillage } from './nearest.ts'
export type { Organisation, Place } from './places.ts'
export {
  currentCode,
  findOrg,
  findPlace,
  getPlace,
  inForce,
  listBelow,
  listUnder,
  loadTerritory,
  orgFor,
  orgsAt,
  pathOf,
  servedCounties,
  spokenPlace,
} from './places.ts'
export { placesByName } from './places-by-name.ts'
export { addMoved } from './store.ts'

/**
 * Divisions, organisations, grids, studios, mergers. Call `loadTerritory` once before listening. Modules that keep a
 * village code listen for the kind `division-merge`, read it with `readMergeFact` of the rules, move what is theirs, and
 * count it with `addMoved` in the same transaction (I06).
 */
export const territory: Module = {
  id: 'territory',
  migrations: fileURLToPath(new URL('../migrations', import.meta.url)),
  routes,
  may: (actor) => everMay(access, ['merge'], actor).map((act) => `territory.${act}`),
  checks: [rowsWithoutDocket('territory.merge')],
  chores: [
    {
      id: 'territory.refresh',
      // one small look, so that a merger made in another process is seen here at once
      everyMs: 2_000,
      everywhere: true,
      run: async (env) => {
        await refreshTerritory(env)
      },
    },
  ],
}
export { packagedDivisions } from './packaged-divisions.ts'
export type { Grid, LoadedOrganisation, Studio } from './store-load.ts'
export {
  changeGrid,
  findGrids,
  groupsOf,
  loadGridGroups,
  loadGrids,
  loadOrganisations,
  loadStudios,
  setPoints,
  upsertDivisions,
  writeStamp,
} from './store-load.ts'
