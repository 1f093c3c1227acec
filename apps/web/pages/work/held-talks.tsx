export { HeldTalks as default } from '@gongzhi/deliberation/web'
