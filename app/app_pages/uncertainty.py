from parts import uncertainty_inputs, uncertainty_results
from parts.view import open_view

PARTS = {
    "intervals": uncertainty_results.intervals,
    "fits": uncertainty_inputs.fits,
    "sensitivity": uncertainty_inputs.sensitivity,
    "tornado": uncertainty_inputs.tornado,
    "value": uncertainty_inputs.value,
    "convergence": uncertainty_results.convergence,
    "dependence": uncertainty_results.dependence,
    "approaches": uncertainty_results.approaches,
    "keys": uncertainty_results.keys,
}

view = open_view("uncertainty")
names = {key: view.text(f"uncertainty.part_{key}") for key in PARTS}
part = view.choose("part", names, as_buttons=True)
PARTS[part](view)
