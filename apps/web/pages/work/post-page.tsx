export { PostPage as default } from '@gongzhi/people/web'
