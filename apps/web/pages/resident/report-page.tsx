import { ReportForm } from '../../resident/report/report-form.tsx'

/** 我要反映 */
const ReportPage = () => <ReportForm variant="matter" />

export default ReportPage
