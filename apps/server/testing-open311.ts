import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Ajv } from 'ajv'
import formats from 'ajv-formats'
import { XMLParser } from 'fast-xml-parser'

const schemas = JSON.parse(
  readFileSync(fileURLToPath(new URL('../../modules/open311/data/georeport-v2.json', import.meta.url)), 'utf8'),
)
const ajv = new Ajv({ allErrors: true, strict: false })
formats.default(ajv)
ajv.addSchema(schemas)

/** What a reply breaks of one of the standard's shapes; empty when it keeps to it. */
export const broken = (shape: string, value: unknown): string[] => {
  const check = ajv.getSchema(`georeport-v2#/definitions/${shape}`)
  if (!check) throw new Error(shape)
  return check(value) ? [] : (check.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`)
}

/** Containers of the standard: in JSON an array, always. */
const CONTAINERS: Readonly<Record<string, string>> = {
  services: 'service',
  attributes: 'attribute',
  values: 'value',
  service_requests: 'request',
  errors: 'error',
  endpoints: 'endpoint',
  formats: 'format',
}
const parser = new XMLParser({ parseTagValue: false, trimValues: false, ignoreDeclaration: true, htmlEntities: true })

const sparked = (name: string, value: unknown): unknown => {
  const inside = CONTAINERS[name]
  if (inside !== undefined) {
    const held = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[inside] : undefined
    const all = held === undefined ? [] : Array.isArray(held) ? held : [held]
    return all.map((one) => sparked(inside, one))
  }
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, sparked(key, one)]))
  return value === '' ? null : value
}

/** XML as JSON by the Spark convention; every leaf is text or null, for XML knows no types. Answers the root's name too. */
export const fromXml = (xml: string): { root: string; value: unknown } => {
  const [entry] = Object.entries(parser.parse(xml) as Record<string, unknown>)
  if (!entry) throw new Error('no root')
  return { root: entry[0], value: sparked(entry[0], entry[1]) }
}

/** JSON with its leaves as XML would say them. */
export const untyped = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(untyped)
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, untyped(one)]))
  return value === null || value === '' ? null : String(value)
}
