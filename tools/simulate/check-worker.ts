import { checks } from "./checks/catalogue";
import { serve } from "./serve";

serve(checks);
