import { act } from '@gongzhi/kernel/server/act.ts'
import { endpoints } from '../../contract.ts'
import { orderSubject } from '../subject.ts'

/** 销号: only the supervisor strikes the order off, and only with evidence (B07). */
export const confirmOrder = act({ subject: orderSubject, act: 'confirm-order', endpoint: endpoints.confirmOrder })
