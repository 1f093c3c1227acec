import { endpoint } from '@gongzhi/kernel/endpoint.ts'
import * as z from 'zod'

/*
 * Open311 GeoReport v2, in the shapes of the standard: every resource in XML and in JSON, by the ending of its address.
 * docs/OPEN311.md tells a client's developer; docs/decisions/ tells what is shown and why no more.
 */

/** A parameter: given twice is a list, empty is not given. */
const given = z
  .union([z.string(), z.array(z.string())])
  .optional()
  .transform((value) => {
    const text = (Array.isArray(value) ? value.join(',') : (value ?? '')).trim()
    return text === '' ? undefined : text
  })
const where = { jurisdiction_id: given, locale: given }

const discovery = z.object({
  changeset: z.string(),
  contact: z.string(),
  key_service: z.string(),
  endpoints: z.array(
    z.object({
      specification: z.string(),
      url: z.string(),
      changeset: z.string(),
      type: z.enum(['production', 'test']),
      formats: z.array(z.string()),
    }),
  ),
})
const services = z.array(
  z.object({
    service_code: z.string(),
    service_name: z.string(),
    description: z.string(),
    metadata: z.boolean(),
    type: z.enum(['realtime', 'batch', 'blackbox']),
    keywords: z.string(),
    group: z.string(),
  }),
)
const definition = z.object({
  service_code: z.string(),
  attributes: z.array(
    z.object({
      variable: z.boolean(),
      code: z.string(),
      datatype: z.enum(['string', 'number', 'datetime', 'text', 'singlevaluelist', 'multivaluelist']),
      required: z.boolean(),
      order: z.number().int(),
      datatype_description: z.string(),
      description: z.string(),
      values: z.array(z.object({ key: z.string(), name: z.string() })),
    }),
  ),
})
const requests = z.array(
  z.object({
    service_request_id: z.string(),
    status: z.enum(['open', 'closed']),
    status_notes: z.string(),
    service_name: z.string(),
    service_code: z.string(),
    description: z.string(),
    agency_responsible: z.string().nullable(),
    service_notice: z.string().nullable(),
    requested_datetime: z.string(),
    updated_datetime: z.string(),
    expected_datetime: z.string().nullable(),
    address: z.string(),
    address_id: z.string(),
    zipcode: z.null(),
    lat: z.number().nullable(),
    long: z.number().nullable(),
    media_url: z.null(),
  }),
)
/** A field of a form: empty is not given. */
const filled = z.object({
  api_key: given,
  jurisdiction_id: given,
  service_code: given,
  lat: given,
  long: given,
  address_string: given,
  address_id: given,
  description: given,
  media_url: given,
  email: given,
  first_name: given,
  last_name: given,
  phone: given,
  /** Not of the standard: the client's own number of this request, so that sending it twice reports once. */
  client_request_id: given,
  crs: given,
  locale: given,
})
const filed = z.array(
  z.object({
    service_request_id: z.string().optional(),
    service_notice: z.string(),
    account_id: z.null(),
  }),
)
const token = z.array(z.object({ service_request_id: z.string(), token: z.string() }))

type Shape = {
  readonly method: 'GET' | 'POST'
  readonly scope?: 'open311'
  readonly perMinute?: number
  readonly takes?: 'form'
  readonly params?: z.ZodType
  readonly query?: z.ZodType
  readonly body?: z.ZodType
  readonly reply: z.ZodType
}
/** A resource in both formats. */
const both = <const I extends string, const P extends string, const S extends Shape>(
  id: I,
  path: P,
  summary: string,
  shape: S,
) => {
  const common = { root: true as const, door: 'anyone' as const, crossSite: true as const, summary }
  return {
    xml: endpoint({ ...common, ...shape, id: `open311.${id}-xml`, path: `${path}.xml`, gives: 'textXml' }),
    json: endpoint({ ...common, ...shape, id: `open311.${id}-json`, path: `${path}.json` }),
  }
}

const V2 = '/open311/v2'
const asked = z.object({
  ...where,
  service_request_id: given,
  service_code: given,
  start_date: given,
  end_date: given,
  status: given,
  updated_after: given,
  updated_before: given,
  lat: given,
  long: given,
  radius: given,
  crs: given,
  page: given,
  page_size: given,
})
const about = 'Open311 discovery: where GeoReport answers, in which formats, whom to ask'

/** The standard's own resources. */
export const geoReport = {
  discovery: both('discovery', '/open311/discovery', about, {
    method: 'GET',
    query: z.object(where),
    reply: discovery,
  }),
  discoveryV2: both('discovery-v2', `${V2}/discovery`, about, {
    method: 'GET',
    query: z.object(where),
    reply: discovery,
  }),
  services: both('services', `${V2}/services`, 'GeoReport services: the categories of matters', {
    method: 'GET',
    query: z.object(where),
    reply: services,
  }),
  definition: both('definition', `${V2}/services/:code`, 'GeoReport service definition: notice and extra fields', {
    method: 'GET',
    params: z.object({ code: z.string() }),
    query: z.object(where),
    reply: definition,
  }),
  requests: both(
    'requests',
    `${V2}/requests`,
    'GeoReport requests: what and where roughly, never who or in whose words',
    {
      method: 'GET',
      perMinute: 120,
      query: asked,
      reply: requests,
    },
  ),
  request: both('request', `${V2}/requests/:id`, 'One GeoReport request, by number or id', {
    method: 'GET',
    params: z.object({ id: z.string() }),
    query: z.object({ ...where, crs: given }),
    reply: requests,
  }),
  /** The key stands in `api_key`, or in the Authorization header. */
  file: both('file', `${V2}/requests`, 'Report to GeoReport: a real matter, handled like any other', {
    method: 'POST',
    scope: 'open311',
    takes: 'form',
    // attribute[CODE] and attribute[CODE][] come beside the fields known by name
    body: filled.catchall(z.union([z.string(), z.array(z.string())])),
    reply: filed,
  }),
  token: both('token', `${V2}/tokens/:token`, 'The GeoReport request behind a token', {
    method: 'GET',
    params: z.object({ token: z.string() }),
    query: z.object(where),
    reply: token,
  }),
}

/** Open data: GeoReport bulk. */
export const endpoints = {
  bulk: endpoint({
    id: 'open311.bulk',
    method: 'GET',
    path: '/open-data/requests-:county-:year.csv',
    root: true,
    door: 'anyone',
    crossSite: true,
    // a year of a big county takes seconds
    perMinute: 6,
    gives: 'csv',
    summary: 'GeoReport bulk CSV: the requests of a county reported in a year, as the API shows them',
    params: z.object({ county: z.string().regex(/^\d{6}$/), year: z.string().regex(/^20\d\d$/) }),
    query: z.object({ locale: given }),
    reply: z.unknown(),
  }),
  years: endpoint({
    id: 'open311.years',
    method: 'GET',
    path: '/open-data/years',
    door: 'anyone',
    summary: 'Years of a county for which open data can be downloaded, newest first',
    query: z.object({ county: z.string().regex(/^\d{6}$/) }),
    reply: z.array(z.number().int()),
  }),
}
