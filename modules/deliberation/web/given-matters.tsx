import { useSaid } from '@gongzhi/kernel/web/i18n.ts'
import { Checkbox } from '@gongzhi/kernel/web/kit/index.ts'
import { concerns } from '../rules/concerns.ts'
import { useWords } from './words.ts'

const given = concerns.filter(({ delegable }) => delegable)

/** The matters chosen, in a form their ids with blanks between them. */
export const chosenIn = (chosen = '') => given.flatMap(({ id }) => (chosen.split(' ').includes(id) ? [id] : []))

type Props = { readonly chosen: string | undefined; readonly onChange: (chosen: string) => void }

/** Which matters are given into the hands of the representatives (X4). */
export const GivenMatters = ({ chosen, onChange }: Props) => {
  const say = useWords()
  const said = useSaid()
  const ids = chosenIn(chosen)
  return (
    <>
      <fieldset className="cards">
        <legend>{say('mandate.concerns')}</legend>
        {given.map(({ id, article, ...words }) => (
          <Checkbox
            key={id}
            name={id}
            label={`${said(words)}（${article}）`}
            checked={ids.includes(id)}
            onChange={(on) => onChange([...ids.filter((one) => one !== id), ...(on ? [id] : [])].join(' '))}
          />
        ))}
      </fieldset>
      <p className="quiet">{say('mandate.notGiven')}</p>
    </>
  )
}
