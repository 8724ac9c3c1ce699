{{ fuel_combustion('gas_combustion') }}
