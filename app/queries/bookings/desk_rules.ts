import type { LinkRules } from '#queries/links/link_rules'

const YEAR_AND_A_MONTH = 400

/** Notice, horizon and approval bind only clients; hours, buffers and limits stay. */
export const deskRules: LinkRules = {
  linkId: null,
  oneTimeLinkId: null,
  holderId: null,
  layers: { link: { minimumNoticeMinutes: 0, horizonDays: YEAR_AND_A_MONTH } },
  hostIds: null,
  requiresApproval: false,
  questions: null,
}
