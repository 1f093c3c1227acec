import { useGet } from './api.ts'

const none: never[] = []

/** Who is at the desk and the widest stretch of territory that one of the posts covers. */
export const useReach = () => {
  const { data } = useGet('identity.session', {})
  const posts = data?.posts ?? none
  const prefix = posts.reduce((widest, { prefix }) => (widest && widest.length <= prefix.length ? widest : prefix), '')
  return { county: data?.county ?? prefix.slice(0, 6), prefix, posts, may: data?.may ?? none }
}
