/** Roles of posts, by the level they stand at. Procedures of later modules name them in their access tables. */
export const roles = {
  village: [
    'branch-secretary',
    'village-chair',
    'village-committee-member',
    'village-supervisor',
    'village-clerk',
    'grid-worker',
    'council-chair',
    'council-secretary',
    'collective-director',
    'collective-accountant',
    'collective-supervisor',
    'studio-keeper',
    'delegate',
  ],
  town: ['town-leader', 'town-dispatcher', 'town-clerk', 'unit-worker', 'studio-keeper', 'delegate'],
  county: [
    'county-admin',
    'county-dispatcher',
    'department-clerk',
    'unit-worker',
    'supervisor',
    'studio-keeper',
    'delegate',
  ],
} as const

export type Role = (typeof roles)[keyof typeof roles][number]
