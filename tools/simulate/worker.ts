import { simulations } from "./catalogue";
import { serve } from "./serve";

serve(simulations);
