import { addressOf, type EndpointSpec, media } from '../endpoint.ts'
import { problemTypes } from '../problem-types.ts'
import type { Message } from './openapi.ts'
import { exampleFor, refusalsOf, schemaOf, successOf } from './openapi.ts'

/* The API's documentation as one plain page, from the same contracts as the API: no script, no other origin, to be printed. */

export type DocsLocale = 'zh-CN' | 'en'
/** Chinese for the summaries of endpoints, by id; what has none is said in English. */
export type Described = Readonly<Record<string, string>>

const words = {
  'zh-CN': {
    title: '共治接口说明',
    other: 'English',
    intro: [
      '这一页由服务器按接口合同生成，和接口一起更新。机器读的版本：/api/openapi.json（OpenAPI 3.1）。',
      '别的系统用密钥调用：向县级管理员要一个（工作台“对接”），放在请求头 Authorization: Bearer gz_… 里。密钥只能用标明用途（scope）的接口；看不到姓名、电话、正文，也看不到隐去身份的事项。先调 GET /api/connections/key 看看通不通。',
      '会留下记录的请求要带 Idempotency-Key：同一个键再发一次，得到同一份回执，不会办两次。网络断了就用原来的键重发。',
      '出错时的回答是 application/problem+json（RFC 9457）：type 固定不变，unmet 列出所有还差的条件，errors 列出所有不对的字段。',
      '时间一律是带时区的 ISO 8601；地方一律是12位区划代码。列表一页一页取：把回答里的 next 作为 before 再请求。',
    ],
    hooks: '消息推送',
    hooksIntro:
      '管理员在工作台“对接”里订阅。按 Standard Webhooks 约定签名：请求头 webhook-id、webhook-timestamp、webhook-signature（v1，HMAC-SHA256），密钥以 whsec_ 开头；换密钥后24小时内新旧签名都带。用现成的 standardwebhooks 库验签。回 2xx 就算送到；否则约一天内重试八次，webhook-id 不变，请按它去重；回 410 立即停用。顺序不保证，同一事项以 seq 大的为准。',
    open311: 'Open311',
    open311Intro:
      '按 Open311 GeoReport v2 对接的，从 /open311/discovery.json 开始；上报时密钥放在 api_key 里，要有 open311 这个用途。',
    problems: '出错的种类',
    contents: '目录',
    who: {
      anyone: '谁都可以',
      'signed-in': '登录的人',
      resident: '登录的居民',
      staff: '登录的工作人员',
      demo: '只在演示里',
      key: '只有带密钥的系统',
    },
    orKey: '或带密钥的系统，用途',
    scope: '用途',
    comma: '，',
    params: '参数',
    name: '名称',
    where: '位置',
    kind: '类型',
    must: '必填',
    yes: '是',
    body: '请求',
    reply: '回答',
    errors: '可能的错误',
    call: '调用示例',
  },
  en: {
    title: 'Gongzhi API',
    other: '中文',
    intro: [
      'This page is made by the server from the contracts of the API and is as new as they are. For machines: /api/openapi.json (OpenAPI 3.1).',
      'Other systems call with a key: ask the county’s administrator for one and send it as Authorization: Bearer gz_…. A key opens only what names one of its scopes; it shows no names, phones or texts, and nothing that is sealed. Call GET /api/connections/key first to see that it works.',
      'What leaves a record needs an Idempotency-Key: the same key again answers the same receipt and does nothing twice. After a lost network send again with the key you had.',
      'Errors are application/problem+json (RFC 9457): type is stable, unmet lists every requirement that is not met, errors every wrong field.',
      'Instants are ISO 8601 with a zone, places 12-digit division codes. Lists come in pages: ask again with next of the reply as before.',
    ],
    hooks: 'Webhooks',
    hooksIntro:
      'The administrator subscribes a system. Messages are signed by the Standard Webhooks convention: webhook-id, webhook-timestamp, webhook-signature (v1, HMAC-SHA256) with a whsec_ secret; for 24 hours after a rotation with both. Verify with a standardwebhooks library. 2xx means it has arrived; anything else is tried again eight times in about a day under the same webhook-id, by which repetitions are told; 410 disables at once. Order is not promised: of one matter, the larger seq is the newer.',
    open311: 'Open311',
    open311Intro:
      'Open311 GeoReport v2 begins at /open311/discovery.json; reports bring the key as api_key, with the scope open311.',
    problems: 'Kinds of errors',
    contents: 'Contents',
    who: {
      anyone: 'anyone',
      'signed-in': 'who is signed in',
      resident: 'residents, signed in',
      staff: 'staff, signed in',
      demo: 'in the demo only',
      key: 'systems with a key only',
    },
    orKey: 'or systems with a key, scope',
    scope: 'scope',
    comma: ', ',
    params: 'Parameters',
    name: 'name',
    where: 'in',
    kind: 'type',
    must: 'required',
    yes: 'yes',
    body: 'Request',
    reply: 'Reply',
    errors: 'May answer',
    call: 'Example',
  },
} as const

const shown = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
const pretty = (value: unknown): string => `<pre tabindex="0">${shown(JSON.stringify(value, null, 2))}</pre>`

type Property = { type?: string; format?: string; pattern?: string; enum?: unknown[]; default?: unknown }

const kindOf = (p: Property): string =>
  p.enum ? p.enum.map(String).join(' | ') : [p.type ?? 'string', p.format ?? p.pattern].filter(Boolean).join(' ')

type Words = (typeof words)[DocsLocale]

const tableOf = (e: EndpointSpec, w: Words): string => {
  const rows = (['params', 'query'] as const).flatMap((place) => {
    const schema = e[place]
    if (!schema) return []
    const { properties = {}, required = [] } = schemaOf(schema, 'input') as {
      properties?: Record<string, Property>
      required?: string[]
    }
    return Object.entries(properties).map(
      ([name, p]) =>
        `<tr><td><code>${name}</code></td><td>${place === 'params' ? 'path' : 'query'}</td><td>${shown(kindOf(p))}</td><td>${place === 'params' || required.includes(name) ? w.yes : ''}</td></tr>`,
    )
  })
  if (rows.length === 0) return ''
  return `<h4>${w.params}</h4><table><thead><tr><th scope="col">${w.name}</th><th scope="col">${w.where}</th><th scope="col">${w.kind}</th><th scope="col">${w.must}</th></tr></thead><tbody>${rows.join('')}</tbody></table>`
}

/** The call as one types it; addresses and keys are invented. */
const curlOf = (e: EndpointSpec): string => {
  const params = (e.params ? exampleFor(e.params, 'input') : {}) as Record<string, unknown>
  const path = addressOf(e).replace(/:(\w+)/g, (_all, name: string) => String(params[name] ?? name))
  const keyed = e.scope !== undefined || e.door === 'key'
  const form = e.takes === 'form'
  const lines = [
    `curl${e.method === 'GET' ? '' : ` -X ${e.method}`} 'https://gongzhi.example.com${path}'`,
    ...(keyed ? ["-H 'Authorization: Bearer gz_441226_…'"] : e.door === 'anyone' ? [] : ["-b '__Host-gongzhi=…'"]),
    ...(e.act ? ["-H 'Idempotency-Key: 019ab3c4-5d6e-7f80-9a1b-2c3d4e5f6071'"] : []),
    ...(e.body && !form
      ? ["-H 'Content-Type: application/json'", `-d '${JSON.stringify(exampleFor(e.body, 'input'))}'`]
      : []),
    ...(e.body && form
      ? Object.entries(exampleFor(e.body, 'input') as object).map(
          ([name, value]) => `--data-urlencode '${name}=${value}'`,
        )
      : []),
    ...(e.takes && !form ? [`--data-binary @${e.takes === 'image' ? 'photo.jpg' : 'list.xlsx'}`] : []),
  ]
  return `<pre tabindex="0">${shown(lines.join(' \\\n  '))}</pre>`
}

const whoOf = (e: EndpointSpec, w: Words): string => {
  const key =
    e.scope === undefined ? '' : `${e.door === 'key' ? w.comma + w.scope : w.comma + w.orKey} <code>${e.scope}</code>`
  return `${w.who[e.door]}${key}`
}

const articleOf = (e: EndpointSpec, w: Words, described: Described, locale: DocsLocale): string => {
  const summary = locale === 'en' ? undefined : described[e.id]
  const said = summary === undefined ? `<span lang="en">${shown(e.summary)}</span>` : shown(summary)
  const reply = e.gives ? `<p><code>${media[e.gives]}</code></p>` : pretty(exampleFor(e.reply, 'output'))
  const anchor = e.id.replace('.', '-')
  return `<article id="${anchor}"><h3><a href="#${anchor}"><b>${e.method}</b> ${shown(addressOf(e))}</a></h3>
<p>${said}</p><p class="who">${whoOf(e, w)} · <code>${e.id}</code></p>
${tableOf(e, w)}
${e.body ? `<h4>${w.body}</h4>${pretty(exampleFor(e.body, 'input'))}` : ''}
<h4>${w.reply} ${successOf(e)}</h4>${reply}
<p>${w.errors}: ${refusalsOf(e).join(' · ')}</p>
<h4>${w.call}</h4>${curlOf(e)}</article>`
}

const hooksOf = (messages: readonly Message[], w: Words): string => {
  const [first] = messages
  if (!first) return ''
  return `<section id="webhooks"><h2>${w.hooks}</h2><p>${w.hooksIntro}</p>
<p>${messages.map(({ type }) => `<code>${type}</code>`).join(' · ')}</p>
${pretty(exampleFor(first.schema, 'output'))}</section>`
}

/** The page in one language. */
export const apiDocsOf = (
  endpoints: readonly EndpointSpec[],
  messages: readonly Message[],
  described: Described,
  locale: DocsLocale,
): string => {
  const w: Words = words[locale]
  const there = endpoints.filter(({ door }) => door !== 'demo')
  const modules = [...Map.groupBy(there, ({ id }) => id.split('.')[0] ?? '')]
  const named = (module: string) => shown(described[module] ?? module)
  const label = (module: string) => (locale === 'en' ? module : named(module))
  const other = locale === 'en' ? 'zh-CN' : 'en'
  return `<!doctype html>
<html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${w.title}</title><link rel="stylesheet" href="/api/docs.css"></head><body>
<header><h1>${w.title}</h1><a href="/api/docs?lang=${other}" hreflang="${other}" lang="${other}">${w.other}</a></header>
<nav aria-label="${w.contents}"><h2>${w.contents}</h2><ul>
${messages.length > 0 ? `<li><a href="#webhooks">${w.hooks}</a></li>` : ''}<li><a href="#open311-how">${w.open311}</a></li><li><a href="#problems">${w.problems}</a></li>
${modules.map(([module, of]) => `<li><a href="#module-${module}">${label(module)}</a> <small>${of.length}</small></li>`).join('')}
</ul></nav>
<main>${w.intro.map((text) => `<p>${shown(text)}</p>`).join('')}
${hooksOf(messages, w)}
<section id="open311-how"><h2>${w.open311}</h2><p>${w.open311Intro}</p></section>
<section id="problems"><h2>${w.problems}</h2><table><tbody>
${problemTypes.map((p) => `<tr><td>${p.status}</td><td><code>/problems/${p.type}</code></td><td>${shown(locale === 'en' ? p.en : p.zh)}</td></tr>`).join('')}
</tbody></table></section>
${modules.map(([module, of]) => `<section id="module-${module}"><h2>${label(module)}</h2>${of.map((e) => articleOf(e, w, described, locale)).join('\n')}</section>`).join('\n')}
</main></body></html>`
}

/** Its looks: ink on paper white, one accent; printed without the contents. */
export const apiDocsCss = `:root{color-scheme:light}
body{max-width:60rem;margin:0 auto;padding:1rem;background:#fcfbf7;color:#1a1d21;font:1rem/1.6 system-ui,"PingFang SC","Microsoft YaHei",sans-serif;overflow-wrap:anywhere}
header{display:flex;justify-content:space-between;align-items:baseline;border-bottom:2px solid #1a1d21}
h1,h2,h3{line-height:1.3}h2{margin-top:2.5rem;border-bottom:1px solid #cfccc4}h3{margin:0;font-size:1.05rem}h4{margin:1rem 0 .25rem;font-size:.95rem}
a{color:#0b5cad}a:focus-visible,pre:focus-visible{outline:3px solid #0b5cad;outline-offset:2px}
nav ul{padding:0;list-style:none}nav li{display:inline-block;margin-right:1rem}nav a{display:inline-block;padding:.6rem 0}
article{margin:1.25rem 0;padding:1rem;border:1px solid #cfccc4;background:#fff;break-inside:avoid-page}
.who,small{color:#4d5156}pre,code{font-family:ui-monospace,Menlo,Consolas,monospace;font-size:.875rem}
pre{margin:.25rem 0;padding:.75rem;overflow-x:auto;border-left:3px solid #cfccc4;background:#f6f4ee;white-space:pre-wrap}
table{width:100%;border-collapse:collapse;font-size:.9rem}th,td:first-child,td:nth-child(2){white-space:nowrap}th,td{padding:.3rem .5rem;border-bottom:1px solid #cfccc4;text-align:left;vertical-align:top}
@media(max-width:30rem){th,td:first-child,td:nth-child(2){white-space:normal}td{overflow-wrap:anywhere}}
@media print{body{max-width:none;font-size:9pt;background:none}nav,header a{display:none}pre{background:none}}
`
