/*
 * XML by the Spark convention, from what JSON says: a container loses its element in JSON, so here it gets it back; null is
 * an empty element. No namespace, declared encoding, as GeoReport v2 asks.
 */

/** What each container holds. */
const INSIDE: Readonly<Record<string, string>> = {
  services: 'service',
  attributes: 'attribute',
  values: 'value',
  service_requests: 'request',
  errors: 'error',
  endpoints: 'endpoint',
  formats: 'format',
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign)

// what XML 1.0 cannot carry at all, escaped or not: control characters, halves of pairs, two non-characters
const UNSPEAKABLE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

/** A text as both formats can say it: line breaks are \n, nothing that XML cannot hold. */
export const sayable = (text: string): string => text.replace(/\r\n?/g, '\n').replace(UNSPEAKABLE, '')

const elementOf = (name: string, value: unknown): string => {
  if (value === null || value === undefined || value === '') return `<${name}/>`
  if (Array.isArray(value)) return wrapped(name, value.map((one) => elementOf(INSIDE[name] ?? 'item', one)).join(''))
  if (typeof value === 'object')
    return wrapped(
      name,
      Object.entries(value)
        .map(([key, one]) => elementOf(key, one))
        .join(''),
    )
  return wrapped(name, escaped(sayable(String(value))))
}
const wrapped = (name: string, inside: string): string =>
  inside === '' ? `<${name}/>` : `<${name}>${inside}</${name}>`

/** The document of a value under its root element. */
export const toXml = (root: string, value: unknown): string =>
  `<?xml version="1.0" encoding="utf-8"?>\n${elementOf(root, value)}\n`
