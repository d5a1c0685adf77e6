import type { HttpContext } from '@adonisjs/core/http'
import KeepBookingImport from '#actions/imports/keep_booking_import'
import limits from '#config/imports'
import { askForImport } from '#controllers/owner/imports/ask_for_import'
import { waitForImport } from '#controllers/owner/imports/wait_for_import'
import { seeOther } from '#controllers/see_other'
import { readOutsideList, UnreadableList } from '#services/outside_lists'
import { type Form, validateForm } from '#validators/form'
import { listValidator } from '#validators/imports/booking_import_form'

/** What is to come at another program, read with a key that is used this once and not kept. */
export default class OutsideListsController {
  async store(ctx: HttpContext) {
    const { business, by, i18n, request, response } = ctx
    const checked = await validateForm(listValidator, request.body(), ctx, 'owner.validator')
    const form = withoutKey(checked.form)
    if (!checked.ok) return askForImport(ctx, form, 422)
    const wait = await waitForImport(ctx)
    if (wait) {
      form.errors.key = wait
      return askForImport(ctx, form, 429)
    }
    const { from: source, key } = checked.data
    try {
      const { id } = await new KeepBookingImport().handle({
        ...{ businessId: business.id, source, isDayFirst: true, by },
        fileName: i18n.t(`owner.imports.from.${source}`),
        file: await readOutsideList(source, key, limits.mostBookings),
      })
      return seeOther(response, 'owner.booking_imports.show', { id })
    } catch (error) {
      if (!(error instanceof UnreadableList)) throw error
      form.errors.key = i18n.t(`owner.imports.list_problem.${error.problem}`)
      return askForImport(ctx, form, 422)
    }
  }
}

/** It is a secret: whoever sends it again pastes it again. */
function withoutKey({ values, errors }: Form): Form {
  return { values: { ...values, key: '' }, errors }
}
