import { endpoint } from '@gongzhi/kernel/endpoint.ts'
import * as z from 'zod'

export const divisionCode = z.string().regex(/^\d{12}$/)
export const countyCode = z.string().regex(/^\d{6}$/)

const place = z.object({
  code: divisionCode,
  name: z.string(),
  /** As people say it: 金林村, not 金林村民委员会. */
  short: z.string(),
  /** In Latin letters, GB/T 2260's way: Jinlin Cun. */
  latin: z.string(),
  level: z.enum(['province', 'city', 'county', 'town', 'village']),
})
const org = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.string(),
  seat: divisionCode,
  phone: z.string().nullable(),
})

export const endpoints = {
  counties: endpoint({
    id: 'territory.counties',
    method: 'GET',
    path: '/territory/counties',
    door: 'anyone',
    summary: 'Counties this installation serves',
    reply: z.array(place),
  }),
  places: endpoint({
    id: 'territory.places',
    method: 'GET',
    path: '/territory/places',
    door: 'anyone',
    summary: 'Divisions directly below another, in force today; or those whose name contains q',
    query: z.object({ parent: divisionCode, q: z.string().max(40).optional() }),
    reply: z.array(place),
  }),
  place: endpoint({
    id: 'territory.place',
    method: 'GET',
    path: '/territory/places/:code',
    door: 'anyone',
    summary: 'One division with the ones above it; an old code still resolves and names its successor (I06)',
    params: z.object({ code: divisionCode }),
    reply: place.extend({
      path: z.array(place),
      validFrom: z.string(),
      validTo: z.string().nullable(),
      successor: place.nullable(),
    }),
  }),
  nearest: endpoint({
    id: 'territory.nearest',
    method: 'GET',
    path: '/territory/nearest',
    door: 'anyone',
    summary: 'The village nearest to a WGS-84 point the person chose to give, once',
    query: z.object({
      county: countyCode,
      lat: z.coerce.number().min(-90).max(90),
      lng: z.coerce.number().min(-180).max(180),
    }),
    reply: place.extend({ metres: z.number().int(), schematic: z.boolean() }).nullable(),
  }),
  orgs: endpoint({
    id: 'territory.orgs',
    method: 'GET',
    path: '/territory/orgs',
    door: 'anyone',
    summary: 'Organisations seated at a division, with their public phone',
    query: z.object({ seat: divisionCode }),
    reply: z.array(org),
  }),
  grids: endpoint({
    id: 'territory.grids',
    method: 'GET',
    path: '/territory/grids',
    door: 'anyone',
    summary: 'Grids of a village: code, area, staff phone and supervision phone (R15)',
    query: z.object({ village: divisionCode }),
    reply: z.array(
      z.object({
        code: z.string(),
        name: z.string(),
        area: z.string(),
        phone: z.string().nullable(),
        supervision: z.string().nullable(),
        /** Numbers of its 村民小组: each lies in one grid (C05). */
        groups: z.array(z.number().int()),
      }),
    ),
  }),
  studios: endpoint({
    id: 'territory.studios',
    method: 'GET',
    path: '/territory/studios',
    door: 'anyone',
    summary: "Delegates' studios of a county by host kind, with coverage: hosts without one (B03)",
    query: z.object({
      county: countyCode,
      unit: z
        .string()
        .regex(/^\d{2,12}$/)
        .optional(),
    }),
    reply: z.object({
      total: z.number().int(),
      byHost: z.record(z.string(), z.number().int()),
      without: z.array(z.object({ id: z.string(), name: z.string() })),
      studios: z.array(
        z.object({
          id: z.string(),
          name: z.string(),
          host: z.enum(['department', 'enterprise', 'town', 'village']),
          hostName: z.string(),
          seat: divisionCode,
          hours: z.string(),
          delegates: z.array(z.string()),
          capacity: z.number().int(),
        }),
      ),
    }),
  }),
  merges: endpoint({
    id: 'territory.merges',
    method: 'GET',
    path: '/territory/merges',
    door: 'staff',
    summary: 'Village mergers of the county: old codes, new code, when, how many people and matters moved',
    reply: z.array(
      z.object({
        id: z.string(),
        number: z.string(),
        from: z.array(place),
        into: place,
        on: z.string(),
        people: z.number().int(),
        matters: z.number().int(),
      }),
    ),
  }),
  merge: endpoint({
    id: 'territory.merge',
    method: 'POST',
    path: '/territory/merges',
    door: 'staff',
    act: true,
    summary:
      'Merge villages into one, which may be one of them or new: people and open matters move, old codes still resolve (I06)',
    body: z.object({
      from: z.array(divisionCode).min(1).max(20),
      into: z.object({ code: divisionCode, name: z.string().min(2).max(40) }),
      on: z.iso.date(),
      basis: z.string().min(2).max(200),
    }),
    reply: z.object({ id: z.string(), number: z.string(), state: z.string(), seq: z.number(), at: z.string() }),
  }),
}
