import Alpine from '../alpine.js'

/** A press on a variable puts it where one was writing last; without script it is a list to type from. */
Alpine.data('insertsVariables', () => ({
  init() {
    for (const plain of this.$el.querySelectorAll('[data-plain]')) plain.hidden = true
    for (const button of this.$el.querySelectorAll('button[value][hidden]')) button.hidden = false
  },

  remember({ target }) {
    if (target.matches('input[type="text"], textarea')) this.field = target
  },

  insert({ currentTarget: { value } }) {
    const field = this.field ?? this.$root.querySelector('textarea')
    field.focus()
    field.setRangeText(value, field.selectionStart, field.selectionEnd, 'end')
    field.dispatchEvent(new Event('input', { bubbles: true }))
  },
}))
