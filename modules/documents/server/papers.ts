import { media } from '@gongzhi/kernel/endpoint.ts'
import { notFound } from '@gongzhi/kernel/problem.ts'
import type { Context, Raw } from '@gongzhi/kernel/server/module.ts'
import type { endpoints } from '../contract.ts'
import { askedOf, recordExport } from './export.ts'
import type { PaperSource } from './sources.ts'
import { madeInWorkshop } from './workshop.ts'

type Asked = Pick<Context<typeof endpoints.paperPdf>, 'env' | 'actor' | 'params' | 'query' | 'origin'>
const forms = { pdf: ['paper-pdf', media.pdf, 'pdf'], word: ['paper-word', media.word, 'docx'] } as const

/** Handles GET /papers/:paper/:id/pdf and …/word: one structure, two forms. */
export const paperAs =
  (papers: readonly PaperSource[], form: keyof typeof forms) =>
  async ({ env, actor, params, query, origin }: Asked): Promise<Raw> => {
    const source = papers.find(({ id }) => id === params.paper)
    if (!source) throw notFound()
    const { name, paper, listed } = await source.open(env, actor, params.id, askedOf(source.query, query))
    if (listed) await recordExport(env, actor, { list: source.id, title: paper.title, ...listed })
    const [job, type, ending] = forms[form]
    const printed = { ...paper, codeOf: paper.check && `${origin}${paper.check.path}` }
    return { raw: await madeInWorkshop(job, JSON.stringify(printed)), type, name: `${name}.${ending}` }
  }
