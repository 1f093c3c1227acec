import { ActButton, Acts, ErrorNotice, Field, Notice, TextArea } from '@gongzhi/kernel/web/kit/index.ts'
import { useEffect, useId, useState } from 'react'
import type { LeafText } from '../rules/index.ts'
import { CheckResult, type Fact } from './check-result.tsx'
import { type Checked, checked, findAndCheck } from './checked.ts'
import { useWords } from './words.ts'

type Props = {
  /** The code that was scanned or typed into the address. */
  readonly code?: string
  /** Counties to ask, the likeliest first; undefined while they are on their way. */
  readonly counties?: readonly string[]
  readonly countyName: (county: string) => string
  readonly factsOf: (leaf: LeafText) => readonly Fact[]
}

/** Finds a record and checks it, or checks a proof that somebody has, with the network off. */
export const VerifyView = ({ code = '', counties, countyName, factsOf }: Props) => {
  const say = useWords()
  const file = useId()
  const [typed, setTyped] = useState(code)
  const [pasted, setPasted] = useState('')
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<unknown>()
  const [missing, setMissing] = useState(false)
  const [result, setResult] = useState<Checked>()
  const begin = () => {
    setProblem(undefined)
    setMissing(false)
    setResult(undefined)
  }
  const find = async (what: string) => {
    if (!what.trim()) return
    begin()
    setBusy(true)
    try {
      const found = await findAndCheck(counties ?? [], what)
      setResult(found)
      setMissing(!found)
    } catch (thrown) {
      setProblem(thrown)
    }
    setBusy(false)
  }
  const check = (text: string) => {
    begin()
    if (text.trim()) setResult(checked(text))
  }
  useEffect(() => {
    if (code && counties) find(code)
  }, [code, counties?.join()])
  return (
    <>
      <p>{say('note')}</p>
      <form
        className="screen-only"
        onSubmit={(event) => {
          event.preventDefault()
          find(typed)
        }}
      >
        <Field
          name="which"
          required
          label={say('which')}
          hint={say('whichHint')}
          value={typed}
          onChange={setTyped}
          maxLength={30}
        />
        <Acts>
          <ActButton type="submit" kind="main" busy={busy}>
            {say('find')}
          </ActButton>
        </Acts>
      </form>
      <ErrorNotice problem={problem} onAgain={() => find(typed)} />
      <div role="status">{missing && <Notice title={say('notFound')}>{say('notFoundNote')}</Notice>}</div>
      {result && (
        <CheckResult
          result={result}
          countyName={countyName}
          factsOf={factsOf}
          onTrusted={() => setResult(checked(result.text))}
        />
      )}
      <section className="section screen-only" aria-labelledby="own">
        <h2 id="own">{say('own')}</h2>
        <p className="quiet">{say('ownNote')}</p>
        <div className="choose-file">
          <input
            id={file}
            type="file"
            accept=".json,application/json,text/plain"
            onChange={async (event) => {
              const [chosen] = event.currentTarget.files ?? []
              event.currentTarget.value = ''
              if (chosen) check(await chosen.text())
            }}
          />
          <label htmlFor={file}>{say('file')}</label>
        </div>
        <form
          onSubmit={(event) => {
            event.preventDefault()
            check(pasted)
          }}
        >
          <TextArea name="proof" required label={say('paste')} value={pasted} onChange={setPasted} />
          <Acts>
            <ActButton type="submit">{say('check')}</ActButton>
          </Acts>
        </form>
        <p className="quiet">{say('toolNote')}</p>
        <a className="tall" href="/gongzhi-verify.mjs" download>
          {say('tool')}
        </a>
      </section>
    </>
  )
}
