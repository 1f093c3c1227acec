import { TaskPage, useTalkWords } from '@gongzhi/deliberation/web'

/** One promise. */
const TaskPageHere = (it: { id: string }) => {
  const say = useTalkWords()
  return <TaskPage {...it} back={{ href: '/talks', label: say('talks.title') }} />
}

export default TaskPageHere
