import { HeldTalks } from '@gongzhi/deliberation/web'
import { HeldRolls } from '@gongzhi/voters/web'

/** What waits for one's own units beside matters: talks, and the rolls of elections. */
const Held = () => (
  <>
    <HeldTalks />
    <HeldRolls />
  </>
)

export default Held
