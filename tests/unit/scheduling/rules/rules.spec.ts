import vine from '@vinejs/vine'
import { test } from '@japa/runner'
import { modelWithRules, modelWithSettingsRules } from '#models/rule_columns'
import { effectiveRules } from '#scheduling/rules/effective_rules'
import { RULES, type Rules, rulesAt, rulesOfSettings } from '#scheduling/rules/rules'
import { chosenRules, ruleRows, ruleSchema, typedRules } from '#validators/rule_form'

/** The table with a rule that nobody has heard of, which is set in hours in the settings. */
const rules: Rules = {
  ...RULES,
  travelMinutes: {
    unit: 'minutes',
    bounds: [0, 240],
    default: 20,
    levels: ['link', 'service', 'business'],
    settings: { name: 'travelHours', label: 'travel', bounds: [0, 4], times: 60 },
    label: 'travel',
    section: 'times',
    row: 'pauses',
  },
  /** One of changes: no slot depends on it. */
  confirmCutoffMinutes: {
    unit: 'cutoff',
    bounds: [0, 5000],
    default: 60,
    levels: ['service', 'business'],
    settings: { name: 'confirmCutoffMinutes', label: 'change.confirm' },
    label: 'confirm',
    section: 'changes',
    row: 'cutoffs',
  },
}

test.group('A rule that is one more entry of the table', () => {
  test('comes from {source} where that is the first to say something')
    .with([
      { source: 'link', value: 5 },
      { source: 'service', value: 0 },
      { source: 'business', value: 120 },
      { source: 'default', value: 20 },
    ] as const)
    .run(({ assert }, { source, value }) => {
      const shown = { link: 5, service: 0, business: 2 }
      const sources = Object.keys(shown)
      const from = source === 'default' ? sources.length : sources.indexOf(source)
      const own = (level: keyof typeof shown) =>
        sources.indexOf(level) < from ? null : shown[level]
      const layers = {
        link: { durationMinutes: 30, travelMinutes: own('link') },
        service: { durationMinutes: 30, travelMinutes: own('service') },
        business: rulesOfSettings({ travelHours: own('business') }, rules),
      }
      const inForce = Object.entries(effectiveRules(layers, null, rules))
      assert.deepInclude(inForce, ['travelMinutes', { value, source }])
    })

  test('has a column at each of its levels, and stands in statements', ({ assert }) => {
    for (const level of ['link', 'service'] as const) {
      const column = modelWithRules(level, rules).$getColumn('travelMinutes')
      assert.equal(column?.columnName, 'travel_minutes')
      assert.include(rulesAt(level, rules), 'travelMinutes')
    }
    assert.isUndefined(modelWithRules('host', rules).$getColumn('travelMinutes'))
    assert.isTrue(modelWithSettingsRules(rules).$hasColumn('travelHours'))
  })

  test('is checked by its bounds, and may be left to the settings', async ({ assert }) => {
    const service = vine.create({ ...ruleSchema('service', rules) })
    const sent = { duration_minutes: '30', travel_minutes: '240' }
    assert.deepInclude(chosenRules('service', await service.validate(sent), rules), {
      durationMinutes: 30,
      travelMinutes: 240,
    })
    const emptied = await service.validate({ ...sent, travel_minutes: undefined })
    assert.deepInclude(chosenRules('service', emptied, rules), { travelMinutes: null })
    const [error] = await service.tryValidate({ ...sent, travel_minutes: '241' })
    assert.containsSubset(error?.messages, [{ field: 'travel_minutes', rule: 'max' }])
  })

  test('is asked for in the settings, within their own bounds', async ({ assert }) => {
    const settings = vine.create({ ...ruleSchema('settings', rules) })
    const sent = {
      min_advance_booking_hours: '2',
      max_advance_booking_days: '60',
      buffer_time_minutes: '15',
      reschedule_cutoff_minutes: '0',
      cancel_cutoff_minutes: '0',
      confirm_cutoff_minutes: '60',
      travel_hours: '4',
      is_active: 'on',
    }
    const chosen = chosenRules('settings', await settings.validate(sent), rules)
    assert.deepInclude(chosen, { travelHours: 4, isActive: true })
    assert.deepInclude(typedRules('settings', chosen, rules), { travel_hours: '4' })
    for (const hours of [undefined, '5']) {
      const [error] = await settings.tryValidate({ ...sent, travel_hours: hours })
      assert.containsSubset(error?.messages, [{ field: 'travel_hours' }])
    }
  })

  test('has a field beside its kin, with its words and what it inherits', ({ assert }) => {
    const pauses = ruleRows('service', {}, rules).find(([{ row }]) => row === 'pauses')
    assert.deepEqual(
      pauses?.map(({ name }) => name),
      ['buffer_before_minutes', 'buffer_after_minutes', 'travel_minutes']
    )
    assert.containsSubset(pauses, [
      { label: 'owner.services.service.travel', inherits: 'travelHours' },
    ])
    const service = { durationMinutes: 30, travelMinutes: 45 }
    assert.deepInclude(typedRules('service', service, rules), { travel_minutes: '45' })
    assert.deepInclude(typedRules('service', {}, rules), { travel_minutes: '' })
  })

  test('of changes has choices, its stored one among them, and is no rule of slots', ({
    assert,
  }) => {
    const stored = { maxMoves: 3, confirmCutoffMinutes: 90 }
    const cutoffs = ruleRows('settings', stored, rules).find(([{ row }]) => row === 'cutoffs')
    const field = cutoffs?.find(({ name }) => name === 'confirm_cutoff_minutes')
    assert.deepInclude(field, { label: 'owner.settings.change.confirm', bounds: [0, 5000] })
    assert.includeMembers(field?.choices ?? [], [60, 90, 120])
    assert.notInclude(cutoffs?.[0].choices, 90)
    assert.notProperty(effectiveRules({}, null, rules), 'confirmCutoffMinutes')
  })
})
