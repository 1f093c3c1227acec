import { ActButton, Acts, Checkbox, Empty, ErrorNotice, Field, toast, useForm } from '@gongzhi/kernel/web/kit/index.ts'
import { useState } from 'react'
import { type Found, type Line, type RollView, useAct } from './api.ts'
import { Do } from './do.tsx'
import { personOf, useBasis } from './standing.tsx'
import { linesOf, useWords } from './words.ts'

const numbered = (line: Line): string => `${personOf(line)}（${line.no}）`

/** 登记委托: from the paper, by number or name. */
const ProxyForm = ({ roll, most, onDone }: { roll: RollView; most: number; onDone: () => void }) => {
  const say = useWords()
  const register = useAct('voters.register-proxy')
  const form = useForm({
    initial: { principal: '', holder: '', paper: false },
    submit: async (body) => {
      await register.mutateAsync({ params: { id: roll.id }, body })
      toast(say('proxy.done'))
      onDone()
    },
    errorWords: (code) => say(`wrong.one.${code}`),
  })
  return (
    <section className="slip plain">
      <form {...form.props}>
        <Field
          {...form.field('principal')}
          label={say('proxy.principal')}
          hint={say('proxy.hint')}
          required
          maxLength={60}
        />
        <Field
          {...form.field('holder')}
          label={say('proxy.holder')}
          hint={say('proxy.most', { n: most })}
          required
          maxLength={60}
        />
        <Checkbox {...form.check('paper')} label={say('proxy.paper')} />
        <ErrorNotice problem={form.problem} unmetWords={(id) => say(`unmet.${id}`)} />
        <Acts>
          <ActButton type="submit" kind="main" busy={form.busy}>
            {say('voter-roll.act.register-proxy')}
          </ActButton>
          <ActButton onAct={onDone}>{say('cancel')}</ActButton>
        </Acts>
      </form>
    </section>
  )
}

/** 正式候选人和委托投票, once the roll is settled; both lists are public (Art. 18). */
export const Proxies = ({ found, roll }: { found: Found; roll: RollView }) => {
  const say = useWords()
  const basis = useBasis()
  const [adding, add] = useState(false)
  const revoke = useAct('voters.revoke-proxy')
  if (roll.settled === null) return null
  const may = roll.prospects.some(({ act, unmet }) => act === 'register-proxy' && !unmet.includes('state'))
  const common = { id: roll.id, prospects: roll.prospects }
  return (
    <>
      <section className="section" aria-labelledby="candidates">
        <h2 id="candidates">{say('candidates.title')}</h2>
        {roll.candidates.length === 0 ? (
          <Empty>{say('candidates.none')}</Empty>
        ) : (
          <p>{roll.candidates.map(numbered).join('、')}</p>
        )}
        <Acts>
          <Do
            of="voter-roll.name-candidates"
            endpoint="voters.name-candidates"
            {...common}
            asks={[
              {
                name: 'candidates',
                label: say('candidates.field', { n: roll.seats }),
                hint: say('lines.each'),
                most: 2000,
              },
            ]}
            body={({ candidates }) => ({ candidates: linesOf(candidates) })}
          />
        </Acts>
      </section>
      <section className="section" aria-labelledby="proxies">
        <h2 id="proxies">{say('proxy.title')}</h2>
        <p>
          {say('proxy.note', { n: found.law.proxies.amount })} <small>{basis(found.law.proxies.source)}</small>
        </p>
        {roll.proxies.length === 0 && <Empty>{say('proxy.none')}</Empty>}
        <ErrorNotice problem={revoke.error} unmetWords={(id) => say(`unmet.${id}`)} />
        {roll.proxies.length > 0 && (
          <ul>
            {roll.proxies.map(({ principal, holder }) => (
              <li key={principal.no}>
                {say('proxy.line', { principal: numbered(principal), holder: numbered(holder) })}{' '}
                {may && (
                  <ActButton
                    onAct={() => revoke.mutate({ params: { id: roll.id }, body: { principal: String(principal.no) } })}
                  >
                    {say('voter-roll.act.revoke-proxy')}
                  </ActButton>
                )}
              </li>
            ))}
          </ul>
        )}
        {may &&
          (adding ? (
            <ProxyForm roll={roll} most={found.law.proxies.amount} onDone={() => add(false)} />
          ) : (
            <Acts>
              <ActButton onAct={() => add(true)}>{say('voter-roll.act.register-proxy')}</ActButton>
            </Acts>
          ))}
      </section>
    </>
  )
}
