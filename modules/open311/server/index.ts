import { fileURLToPath } from 'node:url'
import type { EndpointSpec } from '@gongzhi/kernel/endpoint.ts'
import { media } from '@gongzhi/kernel/endpoint.ts'
import type { Crypto } from '@gongzhi/kernel/server/crypto.ts'
import { bind, type Handler, type Module, type Outside, type Route } from '@gongzhi/kernel/server/module.ts'
import { endpoints, geoReport } from '../contract.ts'
import { errorsOf } from '../rules/refusals.ts'
import { toXml } from '../rules/spark.ts'
import { bulk, years } from './bulk.ts'
import { file } from './file.ts'
import { definition, discover, services } from './offer.ts'
import { byToken, listOf, oneOf } from './read.ts'

/** One handler for both formats. */
const inBoth = <X extends EndpointSpec, J extends EndpointSpec>(
  pair: { readonly xml: X; readonly json: J },
  root: string,
  handle: Handler<J>,
): Route[] => [
  bind(pair.xml, async (context) => ({
    raw: toXml(root, await handle(context as never)),
    type: media.textXml,
  })),
  bind(pair.json, handle),
]

/** Errors in the format that was asked for; XML, which everybody must have, where none was. */
const outside: Outside = {
  under: '/open311/',
  refuse: (problem, address) => {
    const { status, errors } = errorsOf(problem)
    return /\.json($|\?)/.test(address)
      ? { status, raw: JSON.stringify(errors), type: 'application/json; charset=utf-8' }
      : { status, raw: toXml('errors', errors), type: media.textXml }
  },
}

/** Open311 GeoReport v2 and GeoReport bulk over the matters of the counties served. */
export const createOpen311 = ({ crypto, demo }: { readonly crypto: Crypto; readonly demo: boolean }): Module => {
  const g = geoReport
  return {
    id: 'open311',
    migrations: fileURLToPath(new URL('../migrations', import.meta.url)),
    outside,
    routes: [
      ...inBoth(g.discovery, 'discovery', discover(demo)),
      ...inBoth(g.discoveryV2, 'discovery', discover(demo)),
      ...inBoth(g.services, 'services', services),
      ...inBoth(g.definition, 'service_definition', definition),
      ...inBoth(g.requests, 'service_requests', listOf(demo)),
      ...inBoth(g.request, 'service_requests', oneOf(demo)),
      ...inBoth(g.file, 'service_requests', file(crypto, demo)),
      ...inBoth(g.token, 'service_requests', byToken),
      bind(endpoints.bulk, bulk(demo)),
      bind(endpoints.years, years),
    ],
  }
}
