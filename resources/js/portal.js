import './answers_form.js'
