import type { Context } from '@gongzhi/kernel/server/module.ts'
import { allCategories } from '@gongzhi/matters/server'
import { findOrg, orgFor, servedCounties } from '@gongzhi/territory/server'
import type { geoReport } from '../contract.ts'
import changed from '../data/changeset.json' with { type: 'json' }
import { missing, refuse } from '../rules/refusals.ts'
import { definitionOf, serviceOf } from '../rules/services.ts'
import { languageOf, wordsIn } from '../rules/words.ts'
import { jurisdictionOf } from './jurisdiction.ts'

/** Who answers questions: the coordination centre of each county served, with its public number. */
const contactOf = (county: string | undefined): string =>
  servedCounties()
    .filter(({ code }) => county === undefined || code.startsWith(county))
    .flatMap(({ code }) => {
      const org = findOrg(orgFor(code, 'county', 'coordination') ?? '')
      return org ? [[org.name, org.phone].filter(Boolean).join(' ')] : []
    })
    .join('; ')

/** Where GeoReport answers; a demo says `test`, because nobody acts on what is sent there. */
export const discover =
  (demo: boolean) =>
  async ({ query, origin }: Pick<Context<(typeof geoReport)['discovery']['json']>, 'query' | 'origin'>) => {
    const county = query.jurisdiction_id === undefined ? undefined : jurisdictionOf(query.jurisdiction_id)
    const { changeset } = changed
    return {
      changeset,
      contact: contactOf(county),
      key_service: wordsIn(languageOf(query.locale)).key,
      endpoints: [
        {
          specification: 'http://wiki.open311.org/GeoReport_v2',
          url: `${origin}/open311/v2`,
          changeset,
          type: demo ? ('test' as const) : ('production' as const),
          formats: ['text/xml', 'application/json'],
        },
      ],
    }
  }

/** The categories of matters as services; the same in every county. */
export const services = async ({ query }: Context<(typeof geoReport)['services']['json']>) => {
  jurisdictionOf(query.jurisdiction_id)
  return allCategories.map((category) => serviceOf(category, languageOf(query.locale)))
}

/** What a service asks beside place and description. */
export const definition = async ({ params, query }: Context<(typeof geoReport)['definition']['json']>) => {
  jurisdictionOf(query.jurisdiction_id)
  const category = allCategories.find(({ id }) => id === params.code)
  if (!category)
    throw refuse([missing(`没有这个 service_code：${params.code}。`, `service_code ${params.code} was not found.`)])
  return definitionOf(category, languageOf(query.locale))
}
